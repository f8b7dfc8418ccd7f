/** `refused`: these texts; `passing`: may be right the next time; `unusable`: until somebody has changed something. */
export type EmbeddingFailure = 'refused' | 'passing' | 'unusable';

/** The endpoint gave no vectors; the message says why and what to do, and holds nothing of the texts. */
export class EmbeddingError extends Error {
  override readonly name = 'EmbeddingError';

  constructor(
    readonly failure: EmbeddingFailure,
    message: string,
    /** What the endpoint asks to wait, in ms. */
    readonly retryAfterMs = 0,
  ) {
    super(message);
  }
}

const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);
const LIMITED = 429;
const PASSING: ReadonlySet<number> = new Set([408, 425, LIMITED]);
/** An error's code of OpenAI's protocol: what may be shown of an answer that could repeat the texts. */
const CODE = /^[\w.-]{1,60}$/;

/** What an answer other than 2xx means. */
export function errorOfStatus(status: number, body: unknown, retryAfter: string | null): EmbeddingError {
  const { code, type } = Object((Object(body) as { error?: unknown }).error) as Record<string, unknown>;
  const told = [code, type].find((name): name is string => typeof name === 'string' && CODE.test(name));
  const answer = `The embedding endpoint answered ${status}${told ? ` (${told})` : ''}`;
  const wait = Number(retryAfter) * 1_000 || 0;
  if (REFUSALS.has(status))
    return new EmbeddingError(
      'refused',
      `${answer}: check EMBEDDING_MODEL, or lower EMBEDDING_MAX_CHARACTERS.`,
    );
  if (status === LIMITED)
    return new EmbeddingError(
      'passing',
      `${answer}: it is asked less often; see its limits if this stays.`,
      wait,
    );
  if (status >= 500 || PASSING.has(status))
    return new EmbeddingError('passing', `${answer}: look at the endpoint.`, wait);
  const settings = status === 401 || status === 403 ? 'EMBEDDING_KEY' : 'EMBEDDING_URL and EMBEDDING_MODEL';
  return new EmbeddingError('unusable', `${answer}: check ${settings}.`);
}

/** What a call means that brought no answer; fetch hides what went wrong in the cause. */
export function errorOfCall(error: unknown, timeoutMs: number): EmbeddingError {
  if (error instanceof EmbeddingError) return error;
  const { name, message, cause } = Object(error) as { name?: string; message?: string; cause?: unknown };
  if (name === 'TimeoutError')
    return new EmbeddingError(
      'passing',
      `The embedding endpoint did not answer within ${timeoutMs} ms: look at it, or raise EMBEDDING_TIMEOUT_MS.`,
    );
  const { code, message: reason } = Object(cause) as { code?: string; message?: string };
  return new EmbeddingError(
    'passing',
    `The embedding endpoint cannot be reached (${code ?? reason ?? message ?? name ?? 'unknown'}): check EMBEDDING_URL and that it runs.`,
  );
}

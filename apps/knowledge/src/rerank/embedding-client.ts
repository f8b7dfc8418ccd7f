import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Injectable } from '@nestjs/common';
import { DelegateBackoff, handleWhen, retry } from 'cockatiel';
import { EmbeddingEnv } from '../knowledge.env';
import { readEmbeddings } from './embedding-answer';
import { EmbeddingError, errorOfCall, errorOfStatus } from './embedding-error';
import { EmbeddingMetrics, type EmbeddingPurpose } from './embedding-metrics';

const MAX_RETRIES = 4;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** The embedding endpoint. */
@Injectable()
export class EmbeddingClient {
  /** Why the last call brought nothing, if it did not. */
  private lastProblem: string | undefined;

  private readonly patiently = retry(
    handleWhen((error) => error instanceof EmbeddingError && error.failure === 'passing'),
    {
      maxAttempts: MAX_RETRIES,
      backoff: new DelegateBackoff<{ attempt: number; result: object }>(({ attempt, result }) => {
        const { retryAfterMs = 0 } = Object((result as { error?: unknown }).error) as Partial<EmbeddingError>;
        const pause = Math.max(FIRST_PAUSE_MS * 2 ** (attempt - 1), retryAfterMs);
        return Math.min(LONGEST_PAUSE_MS, pause * (1 + Math.random() / 4));
      }),
    },
  ).dangerouslyUnref();

  constructor(
    private readonly env: EmbeddingEnv,
    private readonly metrics: EmbeddingMetrics,
  ) {}

  get problem(): string | undefined {
    return this.lastProblem;
  }

  /** One call, once. @throws EmbeddingError */
  async embedQuestion(question: string): Promise<Float32Array> {
    const [vector] = await this.embed([this.env.EMBEDDING_QUERY_PREFIX + question], 'question');
    if (!vector) throw new EmbeddingError('unusable', 'The embedding endpoint answered nothing.');
    return vector;
  }

  /** As many calls as it takes, one after the other, what passes tried again. @throws EmbeddingError */
  async embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (let from = 0; from < texts.length; from += this.env.EMBEDDING_BATCH) {
      const batch = texts.slice(from, from + this.env.EMBEDDING_BATCH);
      vectors.push(
        ...(await untilAborted(
          this.patiently.execute(() => {
            signal.throwIfAborted();
            return this.embed(batch, 'articles', signal);
          }, signal),
          signal,
        )),
      );
    }
    return vectors;
  }

  private async embed(
    texts: readonly string[],
    purpose: EmbeddingPurpose,
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    const started = performance.now();
    const seconds = (): number => (performance.now() - started) / 1_000;
    try {
      const vectors = readEmbeddings(await this.post(texts, signal), texts.length);
      this.metrics.countCall(purpose, seconds());
      this.lastProblem = undefined;
      return vectors;
    } catch (error) {
      if (signal?.aborted) throw error;
      const told = errorOfCall(error, this.env.EMBEDDING_TIMEOUT_MS);
      this.metrics.countCall(purpose, seconds(), told.failure);
      this.lastProblem = told.message;
      throw told;
    }
  }

  private async post(input: readonly string[], signal?: AbortSignal): Promise<unknown> {
    const { EMBEDDING_URL: url = '', EMBEDDING_KEY: key, EMBEDDING_MODEL: model } = this.env;
    const timeout = AbortSignal.timeout(this.env.EMBEDDING_TIMEOUT_MS);
    const response = await fetch(`${url.replace(/\/+$/, '')}/embeddings`, {
      method: 'POST',
      // The key goes to nobody but the endpoint.
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input, encoding_format: 'float' }),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    const body = toJson(await bodyOf(response));
    if (!response.ok) throw errorOfStatus(response.status, body, response.headers.get('retry-after'));
    return body;
  }
}

/** The retry does not interrupt its pauses: nobody waits for their end. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const done = new AbortController();
  const aborted = once(signal, 'abort', { signal: done.signal }).then((): never => {
    throw new EmbeddingError('passing', 'The service stops.');
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    done.abort();
  }
}

/** The answer, as far as one may take it in. */
async function bodyOf(response: Response): Promise<string> {
  if (!response.body) return '';
  let size = 0;
  const bounded = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES)
        throw new EmbeddingError(
          'unusable',
          'The embedding endpoint answers too much: lower EMBEDDING_BATCH.',
        );
      yield chunk;
    }
  };
  return text(bounded(response.body));
}

function toJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

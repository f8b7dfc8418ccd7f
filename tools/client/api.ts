import { AppError, isErrorCode, type ErrorCode, type SessionGrant } from '#contracts';
import { v7 as uuid } from 'uuid';

type Query = Record<string, string | number | undefined>;

interface Problem {
  title?: string;
  detail?: string;
  status?: number;
  code?: unknown;
  [detail: string]: unknown;
}

const PASSING: ReadonlySet<ErrorCode> = new Set(['RATE_LIMITED', 'UNAVAILABLE', 'TIMEOUT']);
const RETRY_MS = 1_000;

/** The HTTP side of the protocol, `/api/v1`, as one caller. */
export class Api {
  private readonly base: string;

  /**
   * @param url the gateway's, such as http://127.0.0.1:3000
   * @param patienceMs how long a request is tried again that fails for the time being.
   */
  constructor(
    readonly url: string,
    private readonly patienceMs = 0,
    private readonly token?: string,
  ) {
    this.base = `${url.replace(/\/$/, '')}/api/v1`;
  }

  as(token: string): Api {
    return new Api(this.url, this.patienceMs, token);
  }

  /** A member of staff signs in. */
  signIn(login: string, password: string): Promise<SessionGrant> {
    return this.post<SessionGrant>('/sessions', { login, password });
  }

  /** A representative comes from a host app. */
  exchange(hostToken: string): Promise<SessionGrant> {
    return this.post<SessionGrant>('/sessions/exchange', { hostToken });
  }

  get<T>(path: string, query: Query = {}): Promise<T> {
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) search.set(name, String(value));
    return this.call<T>('GET', search.size > 0 ? `${path}?${search.toString()}` : path);
  }

  post<T>(path: string, body: object, idempotencyKey: string = uuid()): Promise<T> {
    return this.call<T>('POST', path, body, { 'idempotency-key': idempotencyKey });
  }

  put<T>(path: string, body: object): Promise<T> {
    return this.call<T>('PUT', path, body);
  }

  delete<T>(path: string): Promise<T> {
    return this.call<T>('DELETE', path);
  }

  /** A file as its bytes. */
  async download(path: string): Promise<Buffer> {
    const headers = this.token ? { authorization: `Bearer ${this.token}` } : {};
    const response = await this.fetch(path, { headers });
    return Buffer.from(await response.arrayBuffer());
  }

  /** Every item of a paged list. */
  async *all<T>(path: string, query: Query = {}): AsyncGenerator<T> {
    let cursor: string | undefined;
    do {
      const page = await this.get<{ items: T[]; nextCursor?: string }>(path, { ...query, cursor });
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor);
  }

  private async call<T>(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<T> {
    const request = {
      method,
      headers: {
        ...headers,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    for (const deadline = Date.now() + this.patienceMs; ;) {
      try {
        return await this.callOnce<T>(path, request);
      } catch (error) {
        const passing = error instanceof AppError && PASSING.has(error.code);
        if (!passing || Date.now() >= deadline) throw error;
      }
      await new Promise((done) => setTimeout(done, RETRY_MS * (0.5 + Math.random())));
    }
  }

  private async callOnce<T>(path: string, request: RequestInit): Promise<T> {
    const response = await this.fetch(path, request);
    return (response.status === 204 ? {} : await response.json()) as T;
  }

  /** @throws AppError with the problem's code, its HTTP status in `details.status`; UNAVAILABLE when nobody answers. */
  private async fetch(path: string, request: RequestInit): Promise<Response> {
    const response = await fetch(this.base + path, request).catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', `Nothing answers at ${this.url}.`, undefined, { cause });
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

/** RFC 9457 problem details as the error they were made of. */
async function problemOf(response: Response): Promise<AppError> {
  const text = await response.text();
  const { title, detail, code: given, ...details } = readJson(text);
  const code = isErrorCode(given) ? given : 'INTERNAL';
  const message = detail ?? title ?? text.slice(0, 200);
  return new AppError(code, message, { ...details, status: response.status });
}

function readJson(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

import { Injectable } from '@nestjs/common';
import {
  AppError,
  RPC,
  validate,
  type DtoClass,
  type RpcRequest,
  type RpcResponse,
  type RpcSubject,
} from '#contracts';
import { ErrorCode as NatsErrorCode, NatsError, type Msg, type NatsConnection } from 'nats';
import { sendAtTurnsEnd } from './turn';
import { fromWireError, isErrorReply, requestHeaders } from './wire';

export interface RequestOptions {
  /** The caller's session token; the service verifies it itself. */
  token?: string | undefined;
  timeoutMs?: number;
  /** Whose adapter asks or is asked, for a subject with a `*`. */
  agencyCode?: string;
}

/** Told how long each request took, also the ones that failed. */
export type RequestObserver = (subject: RpcSubject, seconds: number) => void;

const DEFAULT_TIMEOUT_MS = 10_000;

/** Asks services over NATS, typed and validated by the RPC map. */
@Injectable()
export class Bus {
  constructor(
    private readonly nats: NatsConnection,
    private readonly observe?: RequestObserver,
  ) {}

  /** @throws AppError what the service refused with, UNAVAILABLE when none listens, TIMEOUT when none answers in time. */
  async request<S extends RpcSubject>(
    subject: S,
    request: RpcRequest<S>,
    options: RequestOptions = {},
  ): Promise<RpcResponse<S>> {
    const reply = await this.ask(subject, request, options);
    return validateReply(subject, reply.json<object>());
  }

  /**
   * Passes on what a client asks: the service validates the request, the client gets the JSON of the answer as it is.
   * @throws AppError like `request`.
   */
  async forward(subject: RpcSubject, request: object, options: RequestOptions = {}): Promise<string> {
    const reply = await this.ask(subject, request, options);
    return reply.string();
  }

  /** Tells whoever listens now. */
  publish(subject: string, news: object): void {
    const text = JSON.stringify(news);
    sendAtTurnsEnd(() => {
      if (!this.nats.isClosed()) this.nats.publish(subject, text);
    });
  }

  private async ask(
    subject: RpcSubject,
    request: object,
    { token, timeoutMs = DEFAULT_TIMEOUT_MS, agencyCode }: RequestOptions,
  ): Promise<Msg> {
    const started = performance.now();
    try {
      const options = { timeout: timeoutMs, headers: requestHeaders(token) };
      const address = agencyCode === undefined ? subject : subject.replace('*', agencyCode);
      const reply = await this.nats.request(address, JSON.stringify(request), options);
      if (isErrorReply(reply.headers)) throw fromWireError(reply.json<object>());
      return reply;
    } catch (error) {
      throw error instanceof AppError ? error : transportError(subject, error);
    } finally {
      this.observe?.(subject, (performance.now() - started) / 1000);
    }
  }
}

function validateReply<S extends RpcSubject>(subject: S, body: object): RpcResponse<S> {
  try {
    return validate(RPC[subject].response as DtoClass<RpcResponse<S>>, body, 'drop');
  } catch (cause) {
    throw new AppError('UPSTREAM_FAILED', `The answer to ${subject} is not what was agreed.`, undefined, {
      cause,
    });
  }
}

function transportError(subject: string, cause: unknown): AppError {
  if (!(cause instanceof NatsError))
    return new AppError('INTERNAL', 'The request could not be sent.', undefined, { cause });
  switch (cause.code) {
    case NatsErrorCode.Timeout:
      return new AppError('TIMEOUT', `${subject} did not answer in time.`, undefined, { cause });
    case NatsErrorCode.NoResponders:
      return new AppError('UNAVAILABLE', `No service answers ${subject} at the moment.`, undefined, {
        cause,
      });
    case NatsErrorCode.MaxPayloadExceeded:
      return new AppError('INVALID_ARGUMENT', 'The request is too large.', undefined, { cause });
    default:
      return new AppError('UNAVAILABLE', 'The message server cannot be reached at the moment.', undefined, {
        cause,
      });
  }
}

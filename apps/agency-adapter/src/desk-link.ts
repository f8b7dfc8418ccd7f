import { Injectable } from '@nestjs/common';
import { AppError, type ErrorCode, type RpcRequest, type RpcResponse } from '#contracts';
import { Bus } from '#messaging';
import { ExponentialBackoff, halfJitterGenerator, handleWhen, retry } from 'cockatiel';
import { AdapterEnv } from './adapter.env';

const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'TIMEOUT', 'INTERNAL', 'UPSTREAM_FAILED']);

/** The desk, as this agency's adapter may speak to it. */
@Injectable()
export class DeskLink {
  private readonly asLongAsItTakes = retry(
    handleWhen((error) => !(error instanceof AppError) || PASSING.has(error.code)),
    {
      maxAttempts: Number.MAX_SAFE_INTEGER,
      backoff: new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 200, maxDelay: 5_000 }),
    },
  );

  constructor(
    private readonly bus: Bus,
    private readonly env: AdapterEnv,
  ) {}

  /** Once; a desk that does not answer is an error. */
  ask<S extends 'agency.*.report' | 'agency.*.act'>(
    subject: S,
    request: RpcRequest<S>,
  ): Promise<RpcResponse<S>> {
    return this.bus.request(subject, request, { agencyCode: this.env.AGENCY_CODE });
  }

  /** Until the desk has taken it. @throws when stopped, or refused. */
  insist<S extends 'agency.*.report'>(
    subject: S,
    request: RpcRequest<S>,
    signal: AbortSignal,
  ): Promise<RpcResponse<S>> {
    return this.asLongAsItTakes.execute(() => {
      signal.throwIfAborted();
      return this.ask(subject, request);
    }, signal);
  }
}

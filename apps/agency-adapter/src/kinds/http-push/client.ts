import {
  AgencyBooks,
  AppError,
  validate,
  type AgencyWebhook,
  type DeliveredAct,
  type Handover,
  type PartHealth,
} from '#contracts';
import { CircuitState, ExponentialBackoff, halfJitterGenerator, handleAll, retry, wrap } from 'cockatiel';
import { v7 as uuidv7 } from 'uuid';
import type { AgencyKind, DeliveryWatch, Outcome } from '../agency-kind';
import { digestOf } from '../digest';
import { agencyBreaker, AskedToWait } from './agency-breaker';
import { answerOf, beginningOf, storable } from './answer';
import { connectionProblem } from './connection-problem';
import { toAct, toEvent } from './mapper';
import { waitOf } from './retry-after';
import type { HttpPushSettings } from './settings';
import { Signatures } from './signatures';

/** The agency says that this very handover is wrong; whatever else goes wrong may be right the next time. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 415, 422]);
/** It has it already. */
const KNOWN = 409;
/** With these a system may say how long it wants to be left alone. */
const BUSY: ReadonlySet<number> = new Set([429, 503]);
const WHOLE_SECONDS = /^\d{1,12}$/;
/** In characters; what is asked for at once takes a tenth of it. */
const MAX_BOOKS = 1_000_000;

/** An agency with a system of its own that we push to, and that pushes to us: both ways signed after Standard Webhooks. */
export class HttpPush implements AgencyKind {
  private readonly outgoing: Signatures;
  private readonly incoming: Signatures;
  private readonly breaker = agencyBreaker();
  private lastProblem = '';

  constructor(private readonly settings: HttpPushSettings) {
    const { PUSH_SECRET, PUSH_SECRET_OLD, PUSH_SECRET_OLD_UNTIL } = settings;
    const { INBOUND_SECRET, INBOUND_SECRET_OLD, INBOUND_SECRET_OLD_UNTIL } = settings;
    this.outgoing = new Signatures(PUSH_SECRET, PUSH_SECRET_OLD, PUSH_SECRET_OLD_UNTIL);
    this.incoming = new Signatures(INBOUND_SECRET, INBOUND_SECRET_OLD, INBOUND_SECRET_OLD_UNTIL);
  }

  deliver(handover: Handover, { failed, signal }: DeliveryWatch): Promise<Outcome> {
    const body = JSON.stringify(toEvent(handover));
    const { PUSH_RETRY_MS: initialDelay, PUSH_RETRY_MAX_MS: maxDelay } = this.settings;
    // The generator that is usual has no jitter at its longest: handovers that wait would keep step, and the one that comes
    // first each time the breaker lets one through would keep it shut for all others.
    const generator = halfJitterGenerator;
    const backoff = new ExponentialBackoff({ generator, initialDelay, maxDelay });
    const asLongAsItTakes = retry(handleAll, { maxAttempts: Number.MAX_SAFE_INTEGER, backoff });
    return wrap(asLongAsItTakes, this.breaker).execute(async () => {
      signal.throwIfAborted();
      try {
        return await this.push(handover.id, body, signal);
      } catch (error) {
        this.lastProblem = this.problemOf(error);
        if (!signal.aborted) failed(this.lastProblem);
        throw error;
      }
    }, signal);
  }

  async books(handoverIds: string[]): Promise<AgencyBooks> {
    try {
      const response = await this.post('books', uuidv7(), JSON.stringify({ handoverIds }));
      if (!response.ok) throw new Error(await answerOf(response));
      const books = await beginningOf(response, MAX_BOOKS);
      if (books.length > MAX_BOOKS) throw new Error('They are too long.');
      return validate(AgencyBooks, { kept: true, ...(JSON.parse(books) as object) }, 'drop');
    } catch (error) {
      throw new AppError('UPSTREAM_FAILED', `The agency's books cannot be read: ${this.problemOf(error)}`);
    }
  }

  readWebhook({ body, id, timestamp, signature }: AgencyWebhook): DeliveredAct {
    // The signature covers the whole seconds alone: with more behind them a replay would pass for another time.
    if (!WHOLE_SECONDS.test(timestamp))
      throw new AppError('UNAUTHENTICATED', 'The delivery is refused: its time is not in whole seconds.');
    try {
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
      this.incoming.verify(body, headers);
    } catch (error) {
      const clocks = `it was signed at ${timeOf(timestamp)}, and here it is ${new Date().toISOString()}`;
      throw new AppError(
        'UNAUTHENTICATED',
        `The delivery is refused: ${(error as Error).message} (${clocks}).`,
      );
    }
    return toAct(readJson(body), { deliveryId: id, signedAt: timeOf(timestamp), digest: digestOf(body) });
  }

  health(): PartHealth {
    const name = 'agency-system';
    return this.breaker.state === CircuitState.Closed
      ? { name, status: 'up' }
      : { name, status: 'degraded', problem: this.lastProblem };
  }

  private async push(id: string, body: string, signal: AbortSignal): Promise<Outcome> {
    const response = await this.post('handovers', id, body, signal);
    const answer = await answerOf(response);
    if (response.ok || response.status === KNOWN) return { step: 'delivered', digest: digestOf(body) };
    if (REFUSALS.has(response.status)) return { step: 'refused', problem: answer };
    const waitMs = BUSY.has(response.status) ? waitOf(response.headers) : 0;
    if (waitMs === 0) throw new AppError('UPSTREAM_FAILED', answer);
    throw new AskedToWait(`It asks to be left alone for ${waitMs / 1000} s: ${answer}`, waitMs);
  }

  private problemOf(error: unknown): string {
    const { PUSH_URL, PUSH_TIMEOUT_MS } = this.settings;
    return storable(connectionProblem(error, PUSH_URL, PUSH_TIMEOUT_MS));
  }

  private post(path: string, id: string, body: string, signal?: AbortSignal): Promise<Response> {
    const timeout = AbortSignal.timeout(this.settings.PUSH_TIMEOUT_MS);
    return fetch(`${this.settings.PUSH_URL.replace(/\/$/, '')}/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...this.outgoing.headers(id, body) },
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  }
}

const timeOf = (seconds: string): string => new Date(Number(seconds) * 1000).toISOString();

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError('INVALID_ARGUMENT', 'The delivery is not JSON.');
  }
}

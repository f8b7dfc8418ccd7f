import { text } from 'node:stream/consumers';
import {
  AgencyBooks,
  AppError,
  validate,
  type AgencyWebhook,
  type DeliveredAct,
  type Handover,
  type PartHealth,
} from '#contracts';
import {
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  ExponentialBackoff,
  halfJitterGenerator,
  handleAll,
  retry,
  wrap,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { v7 as uuidv7 } from 'uuid';
import type { AgencyKind, DeliveryWatch, Outcome } from '../agency-kind';
import { digestOf } from '../digest';
import { toAct, toEvent } from './mapper';
import type { HttpPushSettings } from './settings';

/** The agency says that this very handover is wrong; whatever else goes wrong may be right the next time. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 415, 422]);
/** It has it already. */
const KNOWN = 409;
const FAILURES_BEFORE_PAUSE = 5;
const PAUSE_MS = 5_000;
const MAX_PROBLEM = 500;

/** An agency with a system of its own that we push to, and that pushes to us: both ways signed after Standard Webhooks. */
export class HttpPush implements AgencyKind {
  private readonly outgoing: Webhook;
  private readonly incoming: Webhook;
  private readonly breaker: CircuitBreakerPolicy;
  private lastProblem = '';

  constructor(private readonly settings: HttpPushSettings) {
    this.outgoing = new Webhook(settings.PUSH_SECRET);
    this.incoming = new Webhook(settings.INBOUND_SECRET);
    this.breaker = circuitBreaker(handleAll, {
      halfOpenAfter: PAUSE_MS,
      breaker: new ConsecutiveBreaker(FAILURES_BEFORE_PAUSE),
    });
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
        this.lastProblem = problemOf(error);
        if (!signal.aborted) failed(this.lastProblem);
        throw error;
      }
    }, signal);
  }

  async books(handoverIds: string[]): Promise<AgencyBooks> {
    const response = await this.post('books', uuidv7(), JSON.stringify({ handoverIds }));
    const body = await bodyOf(response);
    if (!response.ok)
      throw new AppError(
        'UPSTREAM_FAILED',
        `The agency's system answered ${response.status}: ${body.slice(0, 200)}`,
      );
    return validate(AgencyBooks, { kept: true, ...(JSON.parse(body) as object) }, 'drop');
  }

  readWebhook({ body, id, timestamp, signature }: AgencyWebhook): DeliveredAct {
    try {
      const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
      this.incoming.verify(body, headers, { jsonParse: false });
    } catch (error) {
      const problem = error instanceof WebhookVerificationError ? error.message : 'Invalid signature';
      throw new AppError('UNAUTHENTICATED', `The delivery is refused: ${problem}.`);
    }
    const signedAt = new Date(Number(timestamp) * 1000).toISOString();
    return toAct(readJson(body), { deliveryId: id, signedAt, digest: digestOf(body) });
  }

  health(): PartHealth {
    const name = 'agency-system';
    return this.breaker.state === CircuitState.Open
      ? { name, status: 'degraded', problem: this.lastProblem || 'It does not answer.' }
      : { name, status: 'up' };
  }

  private async push(id: string, body: string, signal: AbortSignal): Promise<Outcome> {
    const response = await this.post('handovers', id, body, signal);
    const answer = await bodyOf(response);
    if (response.ok || response.status === KNOWN) return { step: 'delivered', digest: digestOf(body) };
    const problem = `${response.status} ${answer}`.slice(0, MAX_PROBLEM);
    if (REFUSALS.has(response.status)) return { step: 'refused', problem };
    throw new AppError('UPSTREAM_FAILED', problem);
  }

  private post(path: string, id: string, body: string, signal?: AbortSignal): Promise<Response> {
    const now = new Date();
    const timeout = AbortSignal.timeout(this.settings.PUSH_TIMEOUT_MS);
    return fetch(`${this.settings.PUSH_URL.replace(/\/$/, '')}/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': this.outgoing.sign(id, now, body),
      },
      body,
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  }
}

const MAX_BODY = 1024 * 1024;

/** The answer, as far as one may take it in. */
async function bodyOf(response: Response): Promise<string> {
  if (!response.body) return '';
  let size = 0;
  const bounded = async function* (chunks: AsyncIterable<Uint8Array>) {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > MAX_BODY) throw new AppError('UPSTREAM_FAILED', 'The answer is too long.');
      yield chunk;
    }
  };
  return text(bounded(response.body));
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AppError('INVALID_ARGUMENT', 'The delivery is not JSON.');
  }
}

/** fetch hides what went wrong in the cause. */
function problemOf(error: unknown): string {
  const { message = String(error), cause } = Object(error) as { message?: string; cause?: unknown };
  const { message: reason } = Object(cause) as { message?: string };
  return (reason ? `${message}: ${reason}` : message).slice(0, MAX_PROBLEM);
}

import { cityTime } from '#contracts';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/**
 * Signatures of one direction after Standard Webhooks. While an old secret is still good, what is signed bears both
 * signatures, and either of them is taken.
 */
export class Signatures {
  private readonly current: Webhook;
  private readonly old: { webhook: Webhook; until: Date } | undefined;

  constructor(current: string, old?: string, until = '') {
    this.current = new Webhook(current);
    this.old = old ? { webhook: new Webhook(old), until: cityTime(until) } : undefined;
  }

  headers(id: string, body: string, now = new Date()): Record<string, string> {
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': this.valid(now)
        .map((webhook) => webhook.sign(id, now, body))
        .join(' '),
    };
  }

  /** @throws Error that says what is wrong with the signature. */
  verify(body: string, headers: Record<string, string>, now = new Date()): void {
    const refusals = this.valid(now).map((webhook) => refusalOf(webhook, body, headers));
    if (refusals.includes(undefined)) return;
    const { old } = this;
    if (old && old.until <= now && !refusalOf(old.webhook, body, headers))
      throw new Error(`It is signed with the secret that was good until ${old.until.toISOString()}`);
    throw refusals[0] ?? new Error('Invalid signature');
  }

  private valid(now: Date): Webhook[] {
    return this.old && now < this.old.until ? [this.current, this.old.webhook] : [this.current];
  }
}

function refusalOf(webhook: Webhook, body: string, headers: Record<string, string>): Error | undefined {
  try {
    webhook.verify(body, headers, { jsonParse: false });
    return undefined;
  } catch (error) {
    return error instanceof WebhookVerificationError ? error : new Error('Invalid signature');
  }
}

import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type AgencyHandoverPage, type AgencyHandoverView, type ErrorCode } from '#contracts';
import type { Api } from '../client/api';
import { AgencyStore } from './agency-store';
import { AgencyWork } from './agency-work';
import { DEED_ACTIONS, type Deed, type Manners } from './manners';

const POLL_MS = 1_000;
const PAGE = 100;
/** The desk has refused it for good: trying again would not help. */
const FINAL: ReadonlySet<ErrorCode> = new Set([
  'INVALID_ARGUMENT',
  'INVALID_STATE',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
]);

/** An agency's system that fetches: it lists what lies ready, writes it in its books, acknowledges it and goes to work. */
export class PullClient {
  readonly store = new AgencyStore();
  private readonly work: AgencyWork;
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /** @param api with the agency's key. */
  constructor(
    private readonly api: Api,
    manners: Manners,
  ) {
    const bring = (id: string, deed: Deed): Promise<boolean> => this.act(id, deed);
    this.work = new AgencyWork(this.store, manners, bring, this.stopping.signal);
  }

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // The desk may be away for a moment: what lies ready will lie there still.
      await this.fetch().catch(() => undefined);
      await sleep(POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async fetch(): Promise<void> {
    const { items } = await this.api.get<AgencyHandoverPage>('/agency/handovers', { limit: PAGE });
    for (const item of items) {
      if (!this.store.received.has(item.id)) this.take(item);
      await this.api.post(`/agency/handovers/${item.id}/acknowledge`, {});
    }
  }

  private take({ id: handoverId, kind, orderId, document }: AgencyHandoverView): void {
    const digest = createHash('sha256').update(JSON.stringify(document)).digest('hex');
    this.store.receive({ handoverId, digest, kind, orderId });
    this.work.handle(kind, orderId, handoverId);
  }

  private async act(deliveryId: string, { type, data }: Deed): Promise<boolean> {
    const { orderId, ...said } = data;
    try {
      await this.api.post(`/agency/orders/${String(orderId)}/${DEED_ACTIONS[type]}`, said, deliveryId);
      return true;
    } catch (error) {
      if (error instanceof AppError && FINAL.has(error.code)) return false;
      throw error;
    }
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type WorkOrderView } from '#contracts';
import { AgencyStore } from '../../agency/agency-store';
import { DEED_ACTIONS, deedsOf, type Deed, type Plan } from '../../agency/manners';
import type { Api } from '../../client/api';
import type { AgencyBooks, AgencySide } from './agency-side';

const LOOK_EVERY_MS = 1_000;
const TO_DO = ['dispatched', 'signed', 'in-progress'] as const;

/** An agency without a system: its people look at their orders in our pages and do what is next. */
export class PortalSide implements AgencySide {
  readonly kind = 'portal';
  private readonly store = new AgencyStore();
  private readonly stopping = new AbortController();
  private readonly working: Promise<void>;

  /** @param reader somebody of the agency, signed in. */
  constructor(
    readonly code: string,
    readonly reader: Api,
  ) {
    this.working = this.work();
  }

  async plan(orderId: string, plan: Plan): Promise<void> {
    this.store.plan(orderId, plan);
  }

  async books(): Promise<AgencyBooks> {
    const { received, done } = this.store;
    return { received: [...received.values()], done: [...done.values()] };
  }

  async leave(): Promise<void> {
    this.stopping.abort();
    await this.working;
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      // The desk may be away for a moment: the pages show the same a moment later.
      await this.look().catch(() => undefined);
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    for (const status of TO_DO)
      for await (const order of this.reader.all<WorkOrderView>('/agency/orders', { status, limit: 100 }))
        if (this.store.plans.has(order.id)) await this.tend(order);
  }

  private async tend(order: WorkOrderView): Promise<void> {
    const { id: orderId, version } = order;
    if (!this.store.received.has(orderId))
      this.store.receive({ handoverId: orderId, digest: '', kind: 'order', orderId });
    const deed = nextDeed(order, this.store.plans.get(orderId) ?? {});
    if (!deed) return;
    const action = DEED_ACTIONS[deed.type] ?? '';
    const deliveryId = `${orderId}-${version}-${action}`.slice(0, 64);
    try {
      await this.reader.post(
        `/agency/orders/${orderId}/${action}`,
        { ...deed.data, orderId: undefined, version },
        deliveryId,
      );
      this.store.finish({ deliveryId, orderId, type: deed.type, taken: true });
    } catch (error) {
      // Somebody else was faster, or it is too late: the next look shows it.
      if (!(error instanceof AppError)) throw error;
    }
  }
}

/** What is to be done with an order as it stands, by what the agency would do of its own accord. */
export function nextDeed(order: WorkOrderView, plan: Plan): Deed | undefined {
  const { id, status, redos, returns, extension, clocks } = order;
  const supervised = clocks.some(({ kind, endedAt }) => kind === 'supervision' && endedAt === null);
  const given = deedsOf('order', id, plan, returns);
  switch (status) {
    case 'dispatched':
      return given[0];
    case 'signed':
      return given[1];
    case 'in-progress':
      if (redos > 0) return deedsOf('redo', id, plan, 0).at(-1);
      if (plan.stalls) return supervised ? deedsOf('supervised', id, plan, 0)[0] : undefined;
      if (plan.extension && extension?.state === 'requested') return undefined;
      if (plan.extension && extension) return deedsOf('extension-decided', id, plan, 0)[0];
      return given[2];
    default:
      return undefined;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { AgencyStore } from './agency-store';
import { deedsOf, usualPlan, type Deed, type Manners } from './manners';

/** Brings a deed to the desk: true when it was taken, false when it was refused for good. @throws to be tried again. */
export type Bring = (deliveryId: string, deed: Deed) => Promise<boolean>;

/** The desk takes the same delivery twice within a second for a replay. */
const RETRY = { leastMs: 2_100, mostMs: 5_000 };

/** What an agency does about what it is handed: what concerns one order is done in the order in which it came. */
export class AgencyWork {
  private readonly byOrder = new Map<string, Promise<void>>();

  constructor(
    private readonly store: AgencyStore,
    private readonly manners: Manners,
    private readonly bring: Bring,
    private readonly signal: AbortSignal,
  ) {}

  handle(kind: string, orderId: string | null, handoverId: string): void {
    if (!orderId) return;
    const before = this.byOrder.get(orderId) ?? Promise.resolve();
    const done = before.then(() => this.work(kind, orderId, handoverId));
    this.byOrder.set(
      orderId,
      done.catch(() => undefined),
    );
  }

  private async work(kind: string, orderId: string, handoverId: string): Promise<void> {
    const plan = this.store.plans.get(orderId) ?? usualPlan(orderId, this.manners);
    const given = this.store.givenBefore(orderId, handoverId);
    if (await this.performAll(deedsOf(kind, orderId, plan, given), handoverId)) return;
    // What can be given back no more has to be done.
    if (given < (plan.returns ?? 0))
      await this.performAll(deedsOf(kind, orderId, { ...plan, returns: 0 }, given), handoverId);
  }

  /** Stops at the first deed that is refused; false then. */
  private async performAll(deeds: readonly Deed[], handoverId: string): Promise<boolean> {
    for (const deed of deeds) if (!(await this.perform(deed, handoverId))) return false;
    return true;
  }

  /** The delivery's id follows from the handover, so that it is the same after a restart. False when it was refused. */
  private async perform(deed: Deed, handoverId: string): Promise<boolean> {
    const { store, signal, manners } = this;
    const deliveryId = `${handoverId}-${deed.type.slice(6)}`;
    const known = store.done.get(deliveryId);
    if (known) return known.taken;
    await sleep(manners.pauseMs, undefined, { signal });
    for (let pause = RETRY.leastMs; ; pause = Math.min(pause * 2, RETRY.mostMs)) {
      const taken = await this.bring(deliveryId, deed).catch(() => undefined);
      if (taken !== undefined) {
        store.finish({ deliveryId, orderId: String(deed.data['orderId']), type: deed.type, taken });
        return taken;
      }
      await sleep(pause * (1 + Math.random() / 2), undefined, { signal });
    }
  }
}

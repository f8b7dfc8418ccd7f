import { Injectable } from '@nestjs/common';
import { AppError, type WorkOrderView } from '#contracts';
import type { Transaction } from '#database';
import { actorKey, type OrderActor } from './order-actor';
import { OrderConsequences } from './order-consequences';
import { effectOf, type OrderDeed } from './order-effects';
import type { OrderHistoryRow } from './order-history.entity';
import { problemsOf } from './order-needs';
import { OrderRecorder, type Doing } from './order-recorder';
import { noSuchOrder, usedKey } from './order-refusals';
import { allowedActions, partOf, refusedRight, refusedState, type OrderState } from './order-rights';
import { historyEntryOf, OrderViews } from './order-views';
import { visibilityOf } from './order-visibility';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

/** What has become of a deed: the order as its actor sees it, or why it was refused. */
export type Outcome = WorkOrderView | AppError;

/** The one door through which everything is done with orders: several deeds on different orders at once. */
@Injectable()
export class OrderDoor {
  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly views: OrderViews,
    private readonly recorder: OrderRecorder,
    private readonly consequences: OrderConsequences,
  ) {}

  /**
   * Each deed is looked at for itself, under the lock of its order, before anything is written.
   * @param made orders of this transaction that go on, where the deeds are on such
   * @throws AppError when what others do with a deed refuses it: then none of them is done.
   */
  async pass(tx: Transaction, deeds: readonly OrderDeed[], made?: readonly WorkOrder[]): Promise<Outcome[]> {
    const { orders, agencies, used } = made
      ? { orders: byId(made), agencies: [], used: [] }
      : await this.read(tx, deeds);
    const directory = await this.consequences.open(tx, deeds, orders);

    const refused = new Map<OrderDeed, AppError>();
    const doings = new Map<OrderDeed, Doing>();
    const states = new Map<OrderDeed, OrderState>();
    for (const deed of deeds) {
      const order = orders.get(deed.request.orderId);
      const state = order && { order, agencies: agencies.filter(({ orderId }) => orderId === order.id) };
      try {
        if (!state || !(await this.maySee(tx, deed.actor, state))) throw noSuchOrder();
        states.set(deed, state);
        if (isRepeated(deed, used)) continue;
        await this.check(tx, deed, state);
        const prepared = await this.consequences.prepare(tx, state, deed, directory);
        doings.set(deed, { state, deed: prepared, effect: effectOf(state, prepared) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.set(deed, error);
      }
    }
    await this.do(tx, doings, states, made !== undefined);
    const passed = deeds.filter((deed) => !refused.has(deed));
    const views = await this.views.ofStates(
      passed.flatMap((deed) => {
        const state = states.get(deed);
        return state ? { actor: deed.actor, state } : [];
      }),
      tx,
    );
    const shown = new Map(passed.map((deed, i) => [deed, views[i]]));
    return deeds.map((deed) => refused.get(deed) ?? shown.get(deed) ?? noSuchOrder());
  }

  private async read(tx: Transaction, deeds: readonly OrderDeed[]) {
    const ids = deeds.map(({ request }) => request.orderId);
    return {
      orders: byId(await this.repository.lock(tx, ids)),
      agencies: await this.repository.agenciesOf(ids, tx),
      used: await this.repository.findDone(deeds.map(keyOf), tx),
    };
  }

  /** Puts into `states` how the orders are afterwards. */
  private async do(
    tx: Transaction,
    doings: ReadonlyMap<OrderDeed, Doing>,
    states: Map<OrderDeed, OrderState>,
    areNew: boolean,
  ): Promise<void> {
    if (doings.size === 0) return;
    for (const { state, deed, effect } of doings.values())
      Object.assign(effect.details, await this.consequences.follow(tx, state, deed));
    const after = await this.recorder.record(tx, [...doings.values()], areNew);
    for (const [i, deed] of [...doings.keys()].entries()) {
      const state = after[i];
      if (state) states.set(deed, state);
    }
  }

  private async check(tx: Transaction, { actor, request }: OrderDeed, state: OrderState): Promise<void> {
    const { action } = request;
    const noRight = refusedRight(action, actor, state);
    if (noRight) throw new AppError('FORBIDDEN', noRight, { action, allowed: allowedActions(actor, state) });
    const isStale = actor.kind !== 'desk' && request.version !== state.order.version;
    const noState = refusedState(action, actor, state);
    if (isStale || noState) {
      const last = await this.repository.lastHistory(state.order.id, tx);
      const happened = last ? `"${last.action}" by ${last.actorName}` : 'something';
      throw new AppError(
        isStale ? 'CONFLICT' : 'INVALID_STATE',
        isStale ? `The order has moved on since you looked: ${happened}.` : (noState ?? ''),
        {
          state: state.order.status,
          version: state.order.version,
          action,
          allowed: allowedActions(actor, state),
          last: last && historyEntryOf(last),
        },
      );
    }
    const isLead = partOf(actor, state.agencies)?.part === 'lead';
    const fields = problemsOf(request, state, isLead);
    if (fields.length > 0) {
      const message = fields.map(({ field, problem }) => `${field}: ${problem}`).join('; ');
      throw new AppError('INVALID_ARGUMENT', message, { fields });
    }
  }

  private async maySee(
    tx: Transaction,
    actor: OrderActor,
    { order, agencies }: OrderState,
  ): Promise<boolean> {
    const visibility = visibilityOf(actor, order, agencies);
    if (visibility !== 'to-those-named') return visibility === 'yes';
    return actor.id !== null && this.repository.isViewer(order.id, actor.id, tx);
  }
}

const byId = (orders: readonly WorkOrder[]): Map<string, WorkOrder> =>
  new Map(orders.map((order) => [order.id, order]));

const keyOf = ({ actor, request }: OrderDeed) => ({
  actorKey: actorKey(actor),
  idempotencyKey: request.idempotencyKey,
});

/** @throws AppError CONFLICT when the key was used for something else. */
function isRepeated(deed: OrderDeed, used: readonly OrderHistoryRow[]): boolean {
  const key = keyOf(deed);
  const done = used.find((row) => row.actorKey === key.actorKey && row.idempotencyKey === key.idempotencyKey);
  if (!done) return false;
  if (done.orderId === deed.request.orderId && done.action === deed.request.action) return true;
  throw usedKey(done.action);
}

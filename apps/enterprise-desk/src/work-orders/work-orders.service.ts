import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  AppError,
  type ActOnOrder,
  type ListOrderHistory,
  type ListWorkOrders,
  type OrderAction,
  type OrderHistoryEntry,
  type Page,
  type SimilarOrder,
  type WorkOrderView,
} from '#contracts';
import {
  Batcher,
  decodeIdCursor,
  decodeNumberCursor,
  pageSize,
  toPage,
  UnitOfWork,
  type Transaction,
  type Waiting,
} from '#database';
import { currentContext } from '#observability';
import { actorKey, type OrderActor } from './order-actor';
import { OrderDoor } from './order-door';
import type { OrderDeed } from './order-effects';
import type { OrderScope } from './order-list-query';
import { noSuchOrder, usedKey } from './order-refusals';
import { historyEntryOf, OrderViews } from './order-views';
import { visibilityOf } from './order-visibility';
import { checkOrderTransitions } from './work-order-status';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

const MAX_SIMILAR = 20;
const MAX_BATCH = 100;

/** These reach beyond their own order and have a transaction to themselves. */
const ALONE: ReadonlySet<OrderAction> = new Set(['merge', 'split', 'rule', 'disclose']);

/** Reading orders, and acting on them. */
@Injectable()
export class WorkOrdersService implements OnModuleInit {
  private readonly batches = new Batcher<OrderDeed, WorkOrderView>({
    write: (batch) => this.write(batch),
    keyOf: ({ request }) => request.orderId,
    maxBatch: MAX_BATCH,
  });

  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly views: OrderViews,
    private readonly door: OrderDoor,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    checkOrderTransitions();
  }

  /** @throws AppError NOT_FOUND when there is none that the actor may see. */
  async get(actor: OrderActor, orderId: string): Promise<WorkOrderView> {
    const order = await this.visible(actor, await this.repository.find(orderId));
    const [view] = await this.views.of(actor, [order]);
    if (!view) throw noSuchOrder();
    return view;
  }

  /** Whether the actor sees one of these orders at least. */
  async seesAny(actor: OrderActor, orderIds: readonly string[]): Promise<boolean> {
    for (const orderId of orderIds) {
      const order = await this.repository.find(orderId);
      if (order && (await this.maySee(actor, order))) return true;
    }
    return false;
  }

  /** The phone number as it was encrypted. @throws AppError NOT_FOUND when there is no order that the actor may see. */
  async phoneOf(actor: OrderActor, orderId: string): Promise<string | null> {
    return (await this.visible(actor, await this.repository.find(orderId))).phoneEncrypted;
  }

  async list(actor: OrderActor, request: ListWorkOrders): Promise<Page<WorkOrderView>> {
    const after = decodeIdCursor(request.cursor);
    const size = pageSize(request.limit);
    const rows = await this.repository.list(request, scopeOf(actor), after, size + 1);
    const page = toPage(
      rows,
      size,
      ({ id }) => [id],
      (order) => order,
    );
    return { ...page, items: await this.views.of(actor, page.items) };
  }

  /** From the first entry on. */
  async history(
    actor: OrderActor,
    { orderId, cursor, limit }: ListOrderHistory,
  ): Promise<Page<OrderHistoryEntry>> {
    const after = decodeNumberCursor(cursor);
    const size = pageSize(limit);
    await this.visible(actor, await this.repository.find(orderId));
    const rows = await this.repository.history(orderId, size + 1, after);
    return toPage(rows, size, ({ sequence }) => [sequence], historyEntryOf);
  }

  /** Open orders of the same enterprise about the same matter. */
  async similar(actor: OrderActor, orderId: string): Promise<SimilarOrder[]> {
    return this.similarTo(actor, await this.visible(actor, await this.repository.find(orderId)));
  }

  /** Of an order that has just been taken down. */
  viewOfNew(actor: OrderActor, order: WorkOrder): WorkOrderView {
    return this.views.ofNew(actor, order);
  }

  /**
   * Which order the actor has taken down under this key.
   * @throws AppError NOT_FOUND, CONFLICT when the key was used for an action.
   */
  async takenUnder(actor: OrderActor, idempotencyKey: string): Promise<string> {
    const [done] = await this.repository.findDone([{ actorKey: actorKey(actor), idempotencyKey }]);
    if (!done) throw noSuchOrder();
    if (done.action !== 'create') throw usedKey(done.action);
    return done.orderId;
  }

  /** Whether the actor has done this with this order under this key. */
  async hasDone(
    actor: OrderActor,
    { orderId, action, idempotencyKey }: Pick<ActOnOrder, 'orderId' | 'action' | 'idempotencyKey'>,
  ): Promise<boolean> {
    const [done] = await this.repository.findDone([{ actorKey: actorKey(actor), idempotencyKey }]);
    return done?.orderId === orderId && done.action === action;
  }

  /** The same for an order that the actor is known to see. */
  async similarTo(
    actor: OrderActor,
    order: Pick<WorkOrder, 'id' | 'enterpriseId' | 'matterCode'>,
  ): Promise<SimilarOrder[]> {
    const similar = await this.repository.similar(order, scopeOf(actor), MAX_SIMILAR);
    return similar.map(({ id, number, title, status }) => ({ id, number, title, status }));
  }

  /**
   * Does one action, together with those on other orders that come at the same moment. Repeated under its idempotency key
   * it does nothing and answers with the order.
   * @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT when the order has moved on since `version`, INVALID_STATE when the
   * action is not possible now (both say in which status the order is, what is allowed and what happened last),
   * INVALID_ARGUMENT naming what the action needs.
   */
  act(actor: OrderActor, request: ActOnOrder, now = new Date()): Promise<WorkOrderView> {
    if (ALONE.has(request.action)) return this.unitOfWork.run((tx) => this.actIn(tx, actor, request, now));
    return this.batches.add({ actor, request, now, requestId: currentContext()?.requestId });
  }

  /** The same as a part of a transaction that does more. */
  async actIn(tx: Transaction, actor: OrderActor, request: ActOnOrder, now: Date): Promise<WorkOrderView> {
    const [outcome = noSuchOrder()] = await this.door.pass(tx, [{ actor, request, now }]);
    if (outcome instanceof AppError) throw outcome;
    return outcome;
  }

  /**
   * Locks the order and says which version it is, for who acts on it in `tx` without having looked at it.
   * @throws AppError NOT_FOUND
   */
  async lockVersion(tx: Transaction, orderId: string): Promise<number> {
    const [order] = await this.repository.lock(tx, [orderId]);
    if (!order) throw noSuchOrder();
    return order.version;
  }

  /** Those of the conversations of which an order is open. */
  openConversations(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
    return this.repository.openConversations(tx, ids);
  }

  /** The order as it is within `tx`, with what the actor may do now. @throws AppError NOT_FOUND */
  async getIn(tx: Transaction, actor: OrderActor, orderId: string): Promise<WorkOrderView> {
    const [order] = await this.repository.lock(tx, [orderId]);
    const state = {
      order: await this.visible(actor, order),
      agencies: await this.repository.agenciesOf([orderId], tx),
    };
    const [view] = await this.views.ofStates([{ actor, state }], tx);
    if (!view) throw noSuchOrder();
    return view;
  }

  private async write(batch: Waiting<OrderDeed, WorkOrderView>[]): Promise<void> {
    const deeds = batch.map(({ item }) => item);
    const outcomes = await this.unitOfWork.run((tx) => this.door.pass(tx, deeds));
    for (const [i, { resolve, reject }] of batch.entries()) {
      const outcome = outcomes[i] ?? noSuchOrder();
      if (outcome instanceof AppError) reject(outcome);
      else resolve(outcome);
    }
  }

  /** Somebody else's order looks as if it did not exist. */
  private async visible(actor: OrderActor, order: WorkOrder | null | undefined): Promise<WorkOrder> {
    if (!order || !(await this.maySee(actor, order))) throw noSuchOrder();
    return order;
  }

  private async maySee(actor: OrderActor, order: WorkOrder): Promise<boolean> {
    const agencies = actor.kind === 'agency' ? await this.repository.agenciesOf([order.id]) : [];
    const visibility = visibilityOf(actor, order, agencies);
    if (visibility !== 'to-those-named') return visibility === 'yes';
    return actor.id !== null && this.repository.isViewer(order.id, actor.id);
  }
}

function scopeOf(actor: OrderActor): OrderScope {
  const { kind, id, agencyCode, enterpriseId, oversees } = actor;
  if (kind === 'agency') return { kind, agencyCode: agencyCode ?? '' };
  // A representative of no enterprise sees nothing.
  if (kind === 'enterprise') return { kind, enterpriseId: enterpriseId ?? NOBODY };
  return kind === 'staff' && !oversees ? { kind, viewerId: id ?? NOBODY } : { kind };
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

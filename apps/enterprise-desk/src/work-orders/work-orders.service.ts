import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  AppError,
  type ActOnOrder,
  type ListWorkOrders,
  type OrderHistoryEntry,
  type Page,
  type SimilarOrder,
  type WorkOrderView,
} from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { actorKey, type OrderActor } from './order-actor';
import { OrderConsequences } from './order-consequences';
import { effectOf } from './order-effects';
import type { OrderScope } from './order-list-query';
import { problemsOf } from './order-needs';
import { OrderRecorder } from './order-recorder';
import { allowedActions, partOf, refusedRight, refusedState, type OrderState } from './order-rights';
import { historyEntryOf, OrderViews } from './order-views';
import { checkOrderTransitions } from './work-order-status';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

const MAX_HISTORY = 1_000;
const MAX_SIMILAR = 20;

/** Reading orders, and the one door through which everything is done with them. */
@Injectable()
export class WorkOrdersService implements OnModuleInit {
  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly views: OrderViews,
    private readonly recorder: OrderRecorder,
    private readonly consequences: OrderConsequences,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    checkOrderTransitions();
  }

  /** @throws AppError NOT_FOUND when there is none that the actor may see. */
  async get(actor: OrderActor, orderId: string): Promise<WorkOrderView> {
    const order = await this.visible(actor, await this.repository.find(orderId));
    const [view] = await this.views.of(actor, [order]);
    return view ?? notFound();
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
  async history(actor: OrderActor, orderId: string): Promise<OrderHistoryEntry[]> {
    await this.visible(actor, await this.repository.find(orderId));
    return (await this.repository.history(orderId, MAX_HISTORY)).map(historyEntryOf);
  }

  /** Open orders of the same enterprise about the same matter. */
  async similar(actor: OrderActor, orderId: string): Promise<SimilarOrder[]> {
    return this.similarTo(actor, await this.visible(actor, await this.repository.find(orderId)));
  }

  /** The same for an order that the actor is known to see. */
  async similarTo(actor: OrderActor, order: WorkOrder): Promise<SimilarOrder[]> {
    const similar = await this.repository.similar(order, scopeOf(actor), MAX_SIMILAR);
    return similar.map(({ id, number, title, status }) => ({ id, number, title, status }));
  }

  /**
   * Does one action. Repeated under its idempotency key it does nothing and answers with the order.
   * @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT when the order has moved on since `version`, INVALID_STATE when the
   * action is not possible now (both say in which status the order is, what is allowed and what happened last),
   * INVALID_ARGUMENT naming what the action needs.
   */
  act(actor: OrderActor, request: ActOnOrder, now = new Date()): Promise<WorkOrderView> {
    return this.unitOfWork.run((tx) => this.actIn(tx, actor, request, now));
  }

  /**
   * Locks the order and says which version it is, for who acts on it in `tx` without having looked at it.
   * @throws AppError NOT_FOUND
   */
  async lockVersion(tx: Transaction, orderId: string): Promise<number> {
    return ((await this.repository.lock(tx, orderId)) ?? notFound()).version;
  }

  /** The order as it is within `tx`, with what the actor may do now. @throws AppError NOT_FOUND */
  async getIn(tx: Transaction, actor: OrderActor, orderId: string): Promise<WorkOrderView> {
    const order = await this.visible(actor, await this.repository.find(orderId, tx), tx);
    const [view] = await this.views.of(actor, [order], tx);
    return view ?? notFound();
  }

  /** The same as a part of a transaction that does more. */
  async actIn(tx: Transaction, actor: OrderActor, request: ActOnOrder, now: Date): Promise<WorkOrderView> {
    const order = await this.visible(actor, await this.repository.lock(tx, request.orderId), tx);
    const state: OrderState = { order, agencies: await this.repository.agenciesOf([order.id], tx) };
    const done = await this.repository.findDone(actorKey(actor), request.idempotencyKey, tx);
    if (done) {
      if (done.orderId === order.id && done.action === request.action)
        return this.views.ofState(actor, state, tx);
      throw new AppError('CONFLICT', 'The idempotency key was used for something else.', {
        fields: [{ field: 'idempotencyKey', problem: `was used for "${done.action}"` }],
      });
    }
    await this.check(tx, actor, request, state);
    const deed = await this.consequences.prepare(tx, state, { request, actor, now });
    const effect = effectOf(state, deed);
    const brought = await this.consequences.follow(tx, state, deed);
    const after = await this.recorder.record(tx, state, deed, {
      ...effect,
      details: { ...effect.details, ...brought },
    });
    return this.views.ofState(actor, after, tx);
  }

  private async check(
    tx: Transaction,
    actor: OrderActor,
    request: ActOnOrder,
    state: OrderState,
  ): Promise<void> {
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

  viewOf(actor: OrderActor, state: OrderState, tx: Transaction): Promise<WorkOrderView> {
    return this.views.ofState(actor, state, tx);
  }

  /** Somebody else's order looks as if it did not exist. */
  private async visible(actor: OrderActor, order: WorkOrder | null, tx?: Transaction): Promise<WorkOrder> {
    return order && (await this.maySee(actor, order, tx)) ? order : notFound();
  }

  private async maySee(actor: OrderActor, order: WorkOrder, tx?: Transaction): Promise<boolean> {
    switch (actor.kind) {
      case 'desk':
        return true;
      case 'enterprise':
        return actor.enterpriseId === undefined || actor.enterpriseId === order.enterpriseId;
      case 'agency': {
        const own = partOf(actor, await this.repository.agenciesOf([order.id], tx));
        return own !== undefined && (own.part !== 'former' || order.status === 'adjudicating');
      }
      case 'staff':
        if (!order.confidential || actor.oversees) return true;
        return actor.id !== null && this.repository.isViewer(order.id, actor.id, tx);
    }
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

const notFound = (): never => {
  throw new AppError('NOT_FOUND', 'No such order.');
};

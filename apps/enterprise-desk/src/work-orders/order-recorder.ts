import { Injectable } from '@nestjs/common';
import type { OrderAction } from '#contracts';
import type { Transaction } from '#database';
import { Outbox, type NewEvent } from '#outbox';
import { LiveService } from '../live/live.service';
import { actorKey, type OrderActor } from './order-actor';
import type { OrderDeed, OrderEffect } from './order-effects';
import type { OrderHistoryRow } from './order-history.entity';
import { OrderListeners } from './order-listeners';
import type { OrderState } from './order-rights';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

export interface Creation {
  order: WorkOrder;
  actor: OrderActor;
  now: Date;
  idempotencyKey: string | null;
  /** Who may see it when it is confidential. */
  viewerIds?: readonly string[] | undefined;
  details?: Record<string, unknown>;
  requestId?: string | undefined;
  /** Something is done with it in the same transaction: its row, and what listens, come with that. */
  goesOn?: boolean;
}

/** A deed that may be done, and what it makes of its order. */
export interface Doing {
  state: OrderState;
  deed: OrderDeed;
  effect: OrderEffect;
}

interface Done {
  /** As it is afterwards. */
  order: WorkOrder;
  deed: OrderDeed;
}

/**
 * Writes what happens to orders: the orders, their history, who listens, the durable events, the board; all or nothing.
 * One statement for each kind of row, however many orders.
 */
@Injectable()
export class OrderRecorder {
  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly listeners: OrderListeners,
    private readonly outbox: Outbox,
    private readonly live: LiveService,
  ) {}

  /** Returns those that were made: an order whose key its actor has used is not made again. */
  async create(tx: Transaction, creations: readonly Creation[]): Promise<Set<WorkOrder>> {
    const stored = await this.repository.addFirstHistory(tx, creations.map(firstHistory));
    const made = creations.filter(({ order }) => stored.has(order.id));
    const orders = made.map(({ order }) => order);
    const resting = made.filter(({ goesOn }) => !goesOn);
    await this.repository.add(
      tx,
      resting.map(({ order }) => order),
    );
    const viewers = made.flatMap(({ order, viewerIds = [] }) =>
      order.confidential ? [...new Set(viewerIds)].map((staffId) => ({ orderId: order.id, staffId })) : [],
    );
    await this.repository.addViewers(tx, viewers);
    await this.listeners.tell(
      tx,
      resting.map(({ order, actor, now, requestId }) => ({
        ...{ order, actor, now, requestId },
        action: 'create',
        agencies: [],
        request: {},
      })),
    );
    const events = made.map(({ order, requestId }) => {
      const { id: orderId, number, matterCode, conversationId } = order;
      return { data: { orderId, number, matterCode, conversationId }, requestId };
    });
    await this.outbox.addMany(tx, 'desk.evt.work-order.created', events);
    for (const order of orders) this.tellBoard(tx, order, 'create');
    return new Set(orders);
  }

  async setPhone(tx: Transaction, orderId: string, phoneEncrypted: string): Promise<void> {
    await this.repository.setPhone(tx, orderId, phoneEncrypted);
  }

  /** Deeds on different orders, which may be new and go on; returns the orders as they are afterwards. */
  async record(tx: Transaction, doings: readonly Doing[], areNew = false): Promise<OrderState[]> {
    const done = doings.map(({ state, deed, effect }) => {
      const { status, patch, agencies } = effect;
      const version = state.order.version + 1;
      const order: WorkOrder = { ...state.order, ...patch, status, version, updatedAt: deed.now };
      return { deed, effect, order, agencies: agenciesAfter(state.agencies, agencies, status) };
    });
    const orders = done.map(({ order }) => order);
    await (areNew ? this.repository.add(tx, orders) : this.repository.save(tx, orders));
    await this.repository.saveAgencies(
      tx,
      done.flatMap(({ agencies }, i) => agencies.filter((row) => !doings[i]?.state.agencies.includes(row))),
    );
    await this.repository.addHistory(
      tx,
      done.map(({ order, deed, effect }) => historyOf(order, deed, effect)),
    );
    await this.listeners.tell(
      tx,
      done.map(({ order, agencies, deed: { request, actor, now, requestId } }) => ({
        ...{ order, agencies, request, actor, now, requestId },
        action: request.action,
      })),
    );
    const events = done.map(({ order, deed }) => {
      const { id: orderId, number, version, status, agencyCode } = order;
      const { action } = deed.request;
      const data = { orderId, number, version, action, status, actorKind: deed.actor.kind, agencyCode };
      return { data, requestId: deed.requestId };
    });
    await this.outbox.addMany(tx, 'desk.evt.work-order.changed', events);
    await this.outbox.addMany(tx, 'desk.evt.answer.quoted', done.flatMap(quotesOf));
    for (const { order, deed } of done) this.tellBoard(tx, order, deed.request.action);
    return done;
  }

  private tellBoard(
    tx: Transaction,
    { id: orderId, number, status }: WorkOrder,
    action: OrderAction | 'create',
  ): void {
    this.live.boardAfter(tx, { type: 'order-changed', orderId, number, action, status });
  }
}

/** The articles on which a reply rests. */
function quotesOf({ order, deed }: Done): NewEvent<'desk.evt.answer.quoted'>[] {
  const { request, requestId } = deed;
  if (request.action !== 'reply') return [];
  return (request.grounds ?? []).flatMap(({ articleId, version }) => {
    if (articleId === undefined || version === undefined) return [];
    return { data: { articleId, version, orderId: order.id, sequence: order.version }, requestId };
  });
}

const firstHistory = ({ order, actor, now, idempotencyKey, details }: Creation): OrderHistoryRow => ({
  ...writtenBy(order, actor, now),
  action: 'create',
  reason: null,
  text: null,
  details: { channel: order.channel, conversationId: order.conversationId, ...details },
  idempotencyKey,
});

const historyOf = (
  order: WorkOrder,
  { actor, request, now }: OrderDeed,
  { details }: OrderEffect,
): OrderHistoryRow => ({
  ...writtenBy(order, actor, now),
  action: request.action,
  reason: request.reason ?? null,
  text: request.text ?? null,
  details,
  idempotencyKey: request.idempotencyKey,
});

const writtenBy = (order: WorkOrder, actor: OrderActor, at: Date) => ({
  orderId: order.id,
  sequence: order.version,
  at,
  actorKind: actor.kind,
  actorKey: actorKey(actor),
  actorName: actor.name,
  agencyCode: actor.agencyCode,
  status: order.status,
});

function agenciesAfter(
  rows: OrderState['agencies'],
  changed: OrderState['agencies'],
  status: WorkOrder['status'],
): OrderState['agencies'] {
  const byCode = new Map([...rows, ...changed].map((row) => [row.agencyCode, row]));
  return [...byCode.values()].map((row) =>
    row.part !== 'lead' && row.orderStatus !== status ? { ...row, orderStatus: status } : row,
  );
}

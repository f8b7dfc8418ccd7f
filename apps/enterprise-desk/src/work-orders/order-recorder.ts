import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { Outbox } from '#outbox';
import { LiveService } from '../live/live.service';
import { actorKey, type OrderActor } from './order-actor';
import type { OrderDeed, OrderEffect } from './order-effects';
import { OrderListeners } from './order-listeners';
import type { OrderState } from './order-rights';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';

interface Creation {
  actor: OrderActor;
  now: Date;
  idempotencyKey: string | null;
  /** Who may see it when it is confidential. */
  viewerIds?: readonly string[] | undefined;
  details?: Record<string, unknown>;
}

/** Writes what happens to an order: the order, its history, who listens, the durable event, the board; all or nothing. */
@Injectable()
export class OrderRecorder {
  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly listeners: OrderListeners,
    private readonly outbox: Outbox,
    private readonly live: LiveService,
  ) {}

  async create(tx: Transaction, order: WorkOrder, creation: Creation): Promise<void> {
    const { actor, now, idempotencyKey, viewerIds = [], details = {} } = creation;
    await this.repository.add(tx, order);
    await this.repository.addHistory(tx, {
      ...writtenBy(order, actor, now),
      action: 'create',
      reason: null,
      text: null,
      details: { channel: order.channel, conversationId: order.conversationId, ...details },
      idempotencyKey,
    });
    if (order.confidential) await this.repository.addViewers(tx, order.id, viewerIds);
    await this.listeners.tell(tx, { order, action: 'create', actor, request: {}, now });
    const { id: orderId, number, matterCode, conversationId, status } = order;
    await this.outbox.add(tx, 'desk.evt.work-order.created', { orderId, number, matterCode, conversationId });
    this.live.boardAfter(tx, { type: 'order-changed', orderId, number, action: 'create', status });
  }

  async setPhone(tx: Transaction, orderId: string, phoneEncrypted: string): Promise<void> {
    await this.repository.update(tx, orderId, { phoneEncrypted });
  }

  /** Returns the order as it is after the deed. */
  async record(
    tx: Transaction,
    state: OrderState,
    deed: OrderDeed,
    effect: OrderEffect,
  ): Promise<OrderState> {
    const { actor, request, now } = deed;
    const { action } = request;
    const version = state.order.version + 1;
    const patch = { ...effect.patch, status: effect.status, version, updatedAt: now };
    const order: WorkOrder = { ...state.order, ...patch };
    await this.repository.update(tx, order.id, patch);
    await this.repository.saveAgencies(tx, effect.agencies);
    await this.repository.addHistory(tx, {
      ...writtenBy(order, actor, now),
      action,
      reason: request.reason ?? null,
      text: request.text ?? null,
      details: effect.details,
      idempotencyKey: request.idempotencyKey,
    });
    await this.listeners.tell(tx, { order, action, actor, request, now });
    const { id: orderId, number, status, agencyCode } = order;
    const { kind: actorKind } = actor;
    const event = { orderId, number, version, action, status, actorKind, agencyCode };
    await this.outbox.add(tx, 'desk.evt.work-order.changed', event);
    this.live.boardAfter(tx, { type: 'order-changed', orderId, number, action, status });
    return { order, agencies: withChanged(state.agencies, effect.agencies) };
  }
}

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

function withChanged(rows: OrderState['agencies'], changed: OrderState['agencies']): OrderState['agencies'] {
  const byCode = new Map([...rows, ...changed].map((row) => [row.agencyCode, row]));
  return [...byCode.values()];
}

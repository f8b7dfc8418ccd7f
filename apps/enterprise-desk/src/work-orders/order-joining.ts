import { Injectable } from '@nestjs/common';
import type { OrderPart } from '#contracts';
import type { Transaction } from '#database';
import { LiveService } from '../live/live.service';
import { newOrder } from './new-order';
import type { OrderDeed, OrderEffect } from './order-effects';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder } from './order-recorder';
import { refuseField } from './order-refusals';
import type { WorkOrder } from './work-order.entity';
import { OPEN_ORDER_STATUSES } from './work-order-status';
import { WorkOrdersRepository } from './work-orders.repository';

/** So many alerts about one matter are the supervisors' business. */
const ALERTS_FOR_SUPERVISORS = 10;

/** Two orders that become one, and one that becomes several. */
@Injectable()
export class OrderJoining {
  constructor(
    private readonly repository: WorkOrdersRepository,
    private readonly recorder: OrderRecorder,
    private readonly numbers: OrderNumbers,
    private readonly live: LiveService,
  ) {}

  /** The other order counts this one from now on. @throws AppError INVALID_ARGUMENT when it does not fit. */
  async merge(tx: Transaction, order: WorkOrder, deed: OrderDeed): Promise<void> {
    const { request } = deed;
    const [target] = await this.repository.lock(tx, [request.otherOrderId ?? '']);
    if (!target || !isSameConcern(order, target) || !(await this.maySee(tx, target, deed)))
      return refuseField('otherOrderId', 'is not an open order of the same enterprise');
    const repeats = target.repeats + order.repeats;
    const isShown = target.confidential || !order.confidential;
    const state = { order: target, agencies: await this.repository.agenciesOf([target.id], tx) };
    const idempotencyKey = `${request.idempotencyKey}:merged`;
    const remark = { orderId: target.id, action: 'remark' as const, version: target.version, idempotencyKey };
    const effect: OrderEffect = {
      status: target.status,
      patch: { repeats },
      agencies: [],
      details: { ...(isShown ? { mergedOrderId: order.id, mergedNumber: order.number } : {}), repeats },
    };
    await this.recorder.record(tx, [{ state, deed: { ...deed, request: remark }, effect }]);
    if (repeats >= ALERTS_FOR_SUPERVISORS) {
      const { id: orderId, number } = target;
      this.live.boardAfter(tx, { type: 'order-repeated', orderId, number, repeats });
    }
  }

  /** Each part is an order of its own; returns their numbers. */
  async split(
    tx: Transaction,
    order: WorkOrder,
    parts: readonly OrderPart[],
    deed: OrderDeed,
  ): Promise<string[]> {
    const { actor, now, requestId } = deed;
    const viewerIds = order.confidential ? await this.repository.viewersOf(order.id, tx) : [];
    const numbers = await this.numbers.take(parts.map(() => now));
    const details = { parentId: order.id, parentNumber: order.number };
    const creations = parts.map(({ title, description, matterCode = order.matterCode }, i) => {
      const part = { title, description, matterCode, number: numbers[i] ?? '', parentId: order.id, now };
      const made = newOrder({ ...order, ...part });
      return { order: made, actor, now, idempotencyKey: null, viewerIds, details, requestId };
    });
    await this.recorder.create(tx, creations);
    return numbers;
  }

  private async maySee(tx: Transaction, target: WorkOrder, { actor }: OrderDeed): Promise<boolean> {
    if (!target.confidential || actor.oversees) return true;
    return actor.id !== null && this.repository.isViewer(target.id, actor.id, tx);
  }
}

const isSameConcern = (order: WorkOrder, target: WorkOrder): boolean =>
  OPEN_ORDER_STATUSES.includes(target.status) &&
  target.enterpriseId === order.enterpriseId &&
  (target.enterpriseId !== null || target.enterpriseName === order.enterpriseName);

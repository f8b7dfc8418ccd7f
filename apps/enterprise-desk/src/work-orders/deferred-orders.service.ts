import { Injectable } from '@nestjs/common';
import { CITY_WIDE, type EventEnvelope } from '#contracts';
import type { Transaction } from '#database';
import { Inbox } from '#outbox';
import { DeferredRequestsService, type KeptRequest } from '../deferred-requests/deferred-requests.service';
import { newOrder } from './new-order';
import { THE_DESK } from './order-actor';
import { OrderIntake } from './order-intake';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder } from './order-recorder';
import { WorkOrdersService } from './work-orders.service';

/** Orders out of what businesses left for later: 次紧急, at once to the agency that is responsible, one per request. */
@Injectable()
export class DeferredOrdersService {
  constructor(
    private readonly inbox: Inbox,
    private readonly deferred: DeferredRequestsService,
    private readonly intake: OrderIntake,
    private readonly numbers: OrderNumbers,
    private readonly recorder: OrderRecorder,
    private readonly orders: WorkOrdersService,
  ) {}

  async take(event: EventEnvelope<'desk.evt.request.deferred'>, now = new Date()): Promise<void> {
    const { deferredRequestId, conversationId } = event.data;
    const conversation = await this.intake.anyConversation(conversationId);
    if (!conversation) return;
    const [number = ''] = await this.numbers.take([now]);
    await this.inbox.once(event, async (tx) => {
      const request = await this.deferred.lock(tx, deferredRequestId);
      if (!request) return;
      if (request.takenAt) return this.complete(tx, request, now);
      const concerned = await this.intake.concernedBy(tx, conversation, request.phoneEncrypted);
      const order = newOrder({
        ...concerned,
        kind: 'consultation',
        urgency: 'elevated',
        channel: 'off-hours',
        confidential: false,
        matterCode: request.matterCode,
        district: CITY_WIDE,
        classification: null,
        title: request.kind === 'call-back' ? '请求回电' : '服务时间外留言',
        description: describe(request),
        conversationId,
        parentId: null,
        handlerId: null,
        number,
        now,
      });
      const key = `deferred:${request.id}`;
      await this.recorder.create(tx, [{ order, actor: THE_DESK, now, idempotencyKey: key }]);
      await this.deferred.take(tx, request.id, now);
      const dispatch = { orderId: order.id, action: 'dispatch' as const, version: order.version };
      await this.orders.actIn(tx, THE_DESK, { ...dispatch, idempotencyKey: `${key}:dispatch` }, now);
    });
  }

  /** A call-back asked for later: the order learns the number, and when a call suits. */
  private async complete(tx: Transaction, request: KeptRequest, now: Date): Promise<void> {
    const orderId = await this.recorder.findTaken(tx, THE_DESK, `deferred:${request.id}`);
    if (!orderId) return;
    if (request.phoneEncrypted) await this.recorder.setPhone(tx, orderId, request.phoneEncrypted);
    const remark = { orderId, action: 'remark' as const, version: 1, text: describe(request) };
    const idempotencyKey = `deferred:${request.id}:${now.getTime()}`;
    await this.orders.actIn(tx, THE_DESK, { ...remark, idempotencyKey }, now);
  }
}

const describe = ({ kind, suits }: KeptRequest): string =>
  kind === 'call-back'
    ? `企业请求回电${suits ? `，方便时间：${suits}` : ''}；详见会话记录。`
    : '企业在服务时间外留下请求，详见会话记录。';

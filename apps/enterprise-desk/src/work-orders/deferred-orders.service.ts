import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CITY_WIDE, type EventData, type EventEnvelope } from '#contracts';
import type { Transaction } from '#database';
import { Inbox } from '#outbox';
import { ConversationsService } from '../conversations/conversations.service';
import { DeferredRequestsService, type KeptRequest } from '../deferred-requests/deferred-requests.service';
import { newOrder } from './new-order';
import { THE_DESK } from './order-actor';
import { OrderIntake } from './order-intake';
import { OrderListeners, type OrderActed } from './order-listeners';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder } from './order-recorder';
import { OPEN_ORDER_STATUSES } from './work-order-status';
import { WorkOrdersService } from './work-orders.service';

const CLOSING: ReadonlySet<OrderActed['action']> = new Set(['settle', 'decline', 'merge', 'withdraw']);

/** Orders out of what businesses left for later: 次紧急, at once to the agency that is responsible, one per request. */
@Injectable()
export class DeferredOrdersService implements OnModuleInit {
  constructor(
    private readonly inbox: Inbox,
    private readonly listeners: OrderListeners,
    private readonly conversations: ConversationsService,
    private readonly deferred: DeferredRequestsService,
    private readonly intake: OrderIntake,
    private readonly numbers: OrderNumbers,
    private readonly recorder: OrderRecorder,
    private readonly orders: WorkOrdersService,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, acted) => this.acted(tx, acted));
  }

  async take(event: EventEnvelope<'desk.evt.request.deferred'>, now = new Date()): Promise<void> {
    const { deferredRequestId, conversationId } = event.data;
    const conversation = await this.intake.anyConversation(conversationId);
    if (!conversation) return;
    const [number = ''] = await this.numbers.take([now]);
    await this.inbox.once(event, async (tx) => {
      const request = await this.lock(tx, event.data);
      if (!request || request.withdrawnAt) return;
      if (request.orderId && (await this.isOpen(tx, request.orderId)))
        return this.complete(tx, request, request.orderId, now);
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
      const idempotencyKey = `deferred:${event.id}`;
      await this.recorder.create(tx, [{ order, actor: THE_DESK, now, idempotencyKey }]);
      await this.deferred.take(tx, deferredRequestId, order.id, now);
      const dispatch = { orderId: order.id, action: 'dispatch' as const, version: order.version };
      await this.orders.actIn(tx, THE_DESK, { ...dispatch, idempotencyKey: `${idempotencyKey}:d` }, now);
      await this.intake.tellConversations(tx, [{ order, actor: THE_DESK }]);
    });
  }

  /** Solved without the agency: the order goes back while nobody has signed for it; who has signed reads of it. */
  async withdraw(event: EventEnvelope<'desk.evt.request.withdrawn'>, now = new Date()): Promise<void> {
    await this.inbox.once(event, async (tx) => {
      const request = await this.lock(tx, event.data);
      // Left again meanwhile, or nothing was made of it.
      if (!request?.withdrawnAt || !request.orderId) return;
      const { orderId } = request;
      const order = await this.orders.getIn(tx, THE_DESK, orderId);
      const action = (['withdraw', 'remark'] as const).find((one) => order.allowed.includes(one));
      if (!action) return;
      const text = '企业的问题已在会话中解决，不再需要联系。';
      const key = { version: order.version, idempotencyKey: `withdrawn:${event.id}` };
      await this.orders.actIn(tx, THE_DESK, { orderId, action, text, ...key }, now);
      if (action !== 'withdraw') return;
      await this.deferred.release(tx, request.id);
      await this.intake.tellConversations(tx, [{ order, actor: THE_DESK }], 'order-withdrawn');
    });
  }

  /** With the last of its orders a conversation that became one is closed. */
  private async acted(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    const closed = acted.flatMap(({ order: { conversationId }, action, now }) =>
      CLOSING.has(action) && conversationId !== null ? { conversationId, now } : [],
    );
    const [first] = closed;
    if (!first) return;
    const ids = closed.map(({ conversationId }) => conversationId);
    const deferred = await this.conversations.holdDeferred(tx, ids);
    const open = await this.orders.openConversations(tx, deferred);
    await this.conversations.closeDeferred(
      tx,
      deferred.filter((id) => !open.has(id)),
      first.now,
    );
  }

  private async isOpen(tx: Transaction, orderId: string): Promise<boolean> {
    const { status } = await this.orders.getIn(tx, THE_DESK, orderId);
    return OPEN_ORDER_STATUSES.includes(status);
  }

  /** A call-back asked for later: the order learns the number, and when a call suits. */
  private async complete(tx: Transaction, request: KeptRequest, orderId: string, now: Date): Promise<void> {
    if (request.phoneEncrypted) await this.recorder.setPhone(tx, orderId, request.phoneEncrypted);
    const remark = { orderId, action: 'remark' as const, version: 1, text: describe(request) };
    const idempotencyKey = `deferred:${request.id}:${now.getTime()}`;
    await this.orders.actIn(tx, THE_DESK, { ...remark, idempotencyKey }, now);
  }

  /** The order, then the conversation, then the request: as whoever acts on the order or in the conversation takes them. */
  private async lock(
    tx: Transaction,
    { deferredRequestId, conversationId }: EventData<'desk.evt.request.withdrawn'>,
  ): Promise<KeptRequest | null> {
    const before = await this.deferred.find(tx, deferredRequestId);
    if (before?.orderId) await this.orders.lockVersion(tx, before.orderId);
    await this.intake.holdConversation(tx, conversationId);
    return this.deferred.lock(tx, deferredRequestId);
  }
}

const describe = ({ kind, suits }: KeptRequest): string =>
  kind === 'call-back'
    ? `企业请求回电${suits ? `，方便时间：${suits}` : ''}；详见会话记录。`
    : '企业在服务时间外留下请求，详见会话记录。';

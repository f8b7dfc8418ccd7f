import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { MessagesService } from '../messages/messages.service';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import type { FollowUp } from './follow-up.entity';
import { FollowUpsRepository } from './follow-ups.repository';

/**
 * Opens a follow-up when a reply is accepted, asks in the chat where there is one, and closes it with the order. Not all
 * who read a conversation see a confidential order: that one is asked about by link or telephone.
 */
@Injectable()
export class FollowUpOpener implements OnModuleInit {
  constructor(
    private readonly listeners: OrderListeners,
    private readonly repository: FollowUpsRepository,
    private readonly messages: MessagesService,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, acted) => this.acted(tx, acted));
  }

  private async acted(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    await this.repository.close(
      tx,
      acted.flatMap(({ action, order, now }) =>
        action === 'settle' || action === 'redo' ? { orderId: order.id, at: now } : [],
      ),
    );
    for (const { action, order } of acted)
      if (action === 'conceal' || action === 'reveal')
        await this.repository.setConfidential(tx, order.id, order.confidential);
    const opened = acted.flatMap((one) => (one.action === 'accept-reply' ? newFollowUp(one) : []));
    await this.repository.add(tx, opened);
    await this.messages.recordAll(
      tx,
      opened.flatMap(({ conversationId, confidential, id: followUpId, orderNumber, title }) => {
        const system = { code: 'follow-up-asked' as const, params: { followUpId, orderNumber, title } };
        return conversationId && !confidential ? { conversationId, system } : [];
      }),
    );
  }
}

const newFollowUp = ({ order, now }: OrderActed): FollowUp => ({
  id: uuidv7(),
  orderId: order.id,
  orderNumber: order.number,
  title: order.title,
  confidential: order.confidential,
  enterpriseName: order.enterpriseName,
  enterpriseId: order.enterpriseId,
  conversationId: order.conversationId,
  handlerId: order.handlerId,
  openedAt: now,
  closedAt: null,
  claimedBy: null,
  claimedByName: null,
  claimedUntil: null,
  tokenHash: null,
  tokenExpiresAt: null,
  channel: null,
  solved: null,
  satisfied: null,
  reason: null,
  answeredAt: null,
  idempotencyKey: null,
});

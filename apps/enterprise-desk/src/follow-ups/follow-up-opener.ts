import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { MessagesService } from '../messages/messages.service';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import { FollowUpsRepository } from './follow-ups.repository';

/** Opens a follow-up when a reply is accepted, asks in the chat where there is one, and closes it with the order. */
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

  private async acted(tx: Transaction, { action, order, now }: OrderActed): Promise<void> {
    if (action === 'settle' || action === 'redo') await this.repository.close(tx, order.id, now);
    if (action === 'conceal' || action === 'reveal')
      await this.repository.setConfidential(tx, order.id, order.confidential);
    if (action !== 'accept-reply') return;
    const id = uuidv7();
    const { id: orderId, number, title, confidential, enterpriseName, enterpriseId } = order;
    const { conversationId, handlerId } = order;
    await this.repository.add(tx, {
      id,
      orderId,
      orderNumber: number,
      title,
      confidential,
      enterpriseName,
      enterpriseId,
      conversationId,
      handlerId,
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
    if (conversationId)
      await this.messages.record(tx, {
        conversationId,
        system: { code: 'follow-up-asked', params: { followUpId: id, orderNumber: number, title } },
      });
  }
}

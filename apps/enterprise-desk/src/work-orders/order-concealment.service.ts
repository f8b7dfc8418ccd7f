import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { MessagesService } from '../messages/messages.service';
import { OrderListeners, type OrderActed } from './order-listeners';

/** What a conversation tells of an order is hidden and shown again with the order. */
@Injectable()
export class OrderConcealment implements OnModuleInit {
  constructor(
    private readonly listeners: OrderListeners,
    private readonly messages: MessagesService,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, acted) => this.acted(tx, acted));
  }

  private async acted(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    for (const { action, order } of acted) {
      if (order.conversationId === null || !['conceal', 'reveal'].includes(action)) continue;
      await this.messages.hideNotices(tx, order.conversationId, order, order.confidential);
    }
  }
}

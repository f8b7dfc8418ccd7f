import type { Card, MessageAck } from '#contracts';
import { v7 as uuid } from 'uuid';
import type { ChatClient } from '../client/chat-client';
import type { DeliveryAudit } from '../client/delivery-audit';

/** Speaks in conversations through a client, and has every acknowledgement put on record. */
export class Voice {
  constructor(
    private readonly client: ChatClient,
    private readonly audit: DeliveryAudit,
  ) {}

  say(conversationId: string, text: string, kind: 'text' | 'note' = 'text'): Promise<MessageAck> {
    return this.record(this.client.send({ conversationId, kind, text }), text);
  }

  show(conversationId: string, card: Card): Promise<MessageAck> {
    return this.record(this.client.send({ conversationId, kind: 'card', card }));
  }

  edit(conversationId: string, target: number, text: string): Promise<MessageAck> {
    return this.record(
      this.client.request('edit', { conversationId, clientMessageId: uuid(), target, text }),
      text,
    );
  }

  withdraw(conversationId: string, target: number): Promise<MessageAck> {
    return this.record(this.client.request('withdraw', { conversationId, clientMessageId: uuid(), target }));
  }

  private async record(sent: Promise<MessageAck>, text?: string): Promise<MessageAck> {
    const ack = await sent;
    this.audit.acked(ack.conversationId, ack.sequence, ack.clientMessageId, text);
    return ack;
  }
}

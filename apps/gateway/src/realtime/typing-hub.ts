import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError, LIVE, type Identity, type Typing } from '#contracts';
import { Bus, Nats } from '#messaging';
import { Logger } from '#observability';
import type { NatsConnection } from 'nats';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';

const AT_MOST_EVERY_MS = 1_000;

/** Tells the others in a conversation who is typing, through all gateways. It is rare and short: one subscription hears it all. */
@Injectable()
export class TypingHub implements OnModuleInit {
  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.nats.subscribe(LIVE.typing('*'), {
      callback: (error, message) => {
        if (error) this.log.error({ err: error }, 'Typing cannot be heard: check the NATS permissions.');
        else this.hear(message.json<Typing>());
      },
    });
  }

  /** @throws AppError NOT_FOUND when the connection does not view the conversation. */
  report(connection: Connection, conversationId: string): void {
    const view = this.conversations.viewOf(connection, conversationId);
    if (!view) throw new AppError('NOT_FOUND', 'There is no such conversation among yours.');
    const now = performance.now();
    if (!view.isSeen || now - view.typedAt < AT_MOST_EVERY_MS) return;
    view.typedAt = now;
    this.publish(conversationId, connection.session.identity);
  }

  publish(conversationId: string, { partyId, name, role }: Identity): void {
    const kind = role === 'business' ? 'business' : 'staff';
    const typing: Typing = { conversationId, partyId, name, kind };
    this.bus.publish(LIVE.typing(conversationId), typing);
  }

  private hear(typing: Typing): void {
    const frame = JSON.stringify({ type: 'typing', data: typing });
    for (const { connection } of this.conversations.viewsOf(typing.conversationId)) {
      if (connection.session.identity.partyId !== typing.partyId) connection.sendText('typing', frame);
    }
  }
}

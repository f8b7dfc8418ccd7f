import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AppError, LIVE, type Identity, type Typing } from '#contracts';
import { Bus, Nats } from '#messaging';
import { Logger } from '#observability';
import type { NatsConnection } from 'nats';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';

const AT_MOST_EVERY_MS = 1_000;

/** Tells the others in a conversation who is typing, through all gateways. It is rare and short: one subscription hears it all. */
@Injectable()
export class TypingHub implements OnModuleInit, OnModuleDestroy {
  /** Who was passed on lately, and where. */
  private readonly told = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => this.told.clear(), AT_MOST_EVERY_MS);
    this.nats.subscribe(LIVE.typing('*'), {
      callback: (error, message) => {
        if (error) this.log.error({ err: error }, 'Typing cannot be heard: check the NATS permissions.');
        else this.hear(message.json<Typing>());
      },
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  /** @throws AppError NOT_FOUND when the connection does not view the conversation. */
  report(connection: Connection, conversationId: string): void {
    const view = this.conversations.viewOf(connection, conversationId);
    if (!view) throw new AppError('NOT_FOUND', 'There is no such conversation among yours.');
    if (view.isSeen) this.publish(conversationId, connection.session.identity);
  }

  isTold(conversationId: string, { partyId }: Identity): boolean {
    return this.told.has(`${conversationId} ${partyId}`);
  }

  /** At most once in a while for each person and conversation, however it comes; for one who is seen to take part. */
  publish(conversationId: string, identity: Identity): void {
    const { partyId, name, role } = identity;
    if (this.isTold(conversationId, identity)) return;
    this.told.add(`${conversationId} ${partyId}`);
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

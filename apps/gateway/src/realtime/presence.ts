import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { mayDo } from '#contracts';
import { Bus } from '#messaging';
import { Logger } from '#observability';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';

const RENEW_EVERY_MS = 8_000;

/** Keeps the lease of every seat that is connected here, and tells the desk when a seat or a waiting business goes. */
@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  private readonly seats = new Set<Connection>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      for (const seat of this.seats) void this.renew(seat);
    }, RENEW_EVERY_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  arrive(connection: Connection): void {
    if (!mayDo(connection.session.identity.role, 'attend')) return;
    this.seats.add(connection);
    void this.renew(connection);
  }

  /** @param isLast no other connection of the same person is left here. */
  leave(connection: Connection, isLast: boolean): void {
    const { token } = connection.session;
    if (this.seats.delete(connection)) {
      this.bus
        .request('desk.seat.release-lease', { connectionId: connection.id }, { token })
        .catch((error: unknown) => this.note(error));
    }
    if (!isLast) return;
    for (const { conversationId, isWaiting } of this.conversations.viewsBy(connection)) {
      if (!isWaiting) continue;
      this.bus
        .request('desk.conversation.detach', { conversationId }, { token })
        .catch((error: unknown) => this.note(error));
    }
  }

  private async renew({ id: connectionId, session: { token } }: Connection): Promise<void> {
    try {
      await this.bus.request('desk.seat.renew-lease', { connectionId }, { token });
    } catch (error) {
      this.note(error);
    }
  }

  private note(error: unknown): void {
    this.log.debug({ err: error }, 'The desk could not be told who is present.');
  }
}

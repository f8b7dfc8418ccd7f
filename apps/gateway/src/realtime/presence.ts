import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { mayDo } from '#contracts';
import { Bus } from '#messaging';
import { Logger } from '#observability';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';

/** How often leases are renewed: three times in the life of one, within these bounds. */
const RENEWAL_MS = { shortest: 500, longest: 8_000 };

/** Keeps the lease of every seat that is connected here, and of whoever else may serve a conversation, and tells the desk when a seat or a waiting business goes. */
@Injectable()
export class Presence implements OnModuleInit, OnModuleDestroy {
  private readonly seats = new Set<Connection>();
  private timer: NodeJS.Timeout | undefined;
  private renewEveryMs = 0;

  constructor(
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.renewEvery(RENEWAL_MS.longest);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  arrive(connection: Connection): void {
    if (!mayDo(connection.session.identity.role, 'staff')) return;
    this.seats.add(connection);
    void this.renew(connection);
  }

  /** The person is thought to have gone since another of its connections has: to read what it missed says that it is here. */
  async stay({ session: { token } }: Connection): Promise<void> {
    try {
      await this.bus.request('desk.conversation.sync', { conversations: [] }, { token });
    } catch (error) {
      this.note(error);
    }
  }

  /** @param isLast no other connection of the same person is left here. */
  leave(connection: Connection, isLast: boolean): void {
    const { partyId } = connection.session.identity;
    if (this.seats.delete(connection)) this.release(connection);
    if (!isLast) return;
    for (const { conversationId, isWaiting } of this.conversations.viewsBy(connection)) {
      if (!isWaiting) continue;
      this.bus
        .request('desk.conversation.detach', { conversationId, partyId })
        .catch((error: unknown) => this.note(error));
    }
  }

  private release({ id: connectionId }: Connection): void {
    this.bus.request('desk.seat.release-lease', { connectionId }).catch((error: unknown) => this.note(error));
  }

  private async renew(seat: Connection): Promise<void> {
    const { id: connectionId, session } = seat;
    try {
      const { leaseUntil } = await this.bus.request(
        'desk.seat.renew-lease',
        { connectionId },
        { token: session.token },
      );
      // It may have gone meanwhile, and this have come after its release.
      if (!this.seats.has(seat)) this.release(seat);
      const third = (Date.parse(leaseUntil) - Date.now()) / 3;
      this.renewEvery(Math.min(Math.max(third, RENEWAL_MS.shortest), RENEWAL_MS.longest));
    } catch (error) {
      this.note(error);
    }
  }

  /** Small differences are those of clocks and delays. */
  private renewEvery(ms: number): void {
    if (Math.abs(ms - this.renewEveryMs) < RENEWAL_MS.shortest) return;
    this.renewEveryMs = ms;
    clearInterval(this.timer);
    this.timer = setInterval(() => {
      for (const seat of this.seats) void this.renew(seat);
    }, ms);
  }

  private note(error: unknown): void {
    this.log.debug({ err: error }, 'The desk could not be told who is present.');
  }
}

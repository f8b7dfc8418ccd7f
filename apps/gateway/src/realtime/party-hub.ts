import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError, LIVE, mayDo, type BoardNews, type PartyNews } from '#contracts';
import { Nats } from '#messaging';
import type { NatsConnection, Subscription } from 'nats';
import type { Connection } from './connection';
import { ConversationHub } from './conversation-hub';
import { Presence } from './presence';

interface Party {
  connections: Set<Connection>;
  subscription: Subscription;
}

/** Passes on what concerns one person, wherever it is connected here, and the board's news to those who oversee. */
@Injectable()
export class PartyHub implements OnModuleInit {
  private readonly parties = new Map<string, Party>();
  private readonly overseers = new Set<Connection>();

  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly conversations: ConversationHub,
    private readonly presence: Presence,
  ) {}

  onModuleInit(): void {
    this.nats.subscribe(LIVE.board, {
      callback: (error, message) => {
        if (error) return;
        const frame = JSON.stringify({ type: 'board', data: message.json<BoardNews>() });
        for (const connection of this.overseers) {
          if (!connection.heldNews) connection.sendText('board', frame);
        }
      },
    });
  }

  /** Begins to listen; until `release` the news is held. */
  async add(connection: Connection): Promise<void> {
    const { partyId, role } = connection.session.identity;
    const party = this.parties.get(partyId) ?? this.open(partyId);
    party.connections.add(connection);
    if (mayDo(role, 'oversee')) this.overseers.add(connection);
    await this.nats.flush().catch((cause: unknown) => {
      throw new AppError('UNAVAILABLE', 'The message server cannot be reached at the moment.', undefined, {
        cause,
      });
    });
  }

  release(connection: Connection): void {
    const held = connection.heldNews ?? [];
    connection.heldNews = undefined;
    for (const news of held) this.tell(connection, news);
  }

  remove(connection: Connection): void {
    const { partyId } = connection.session.identity;
    this.overseers.delete(connection);
    const party = this.parties.get(partyId);
    party?.connections.delete(connection);
    if (!party || party.connections.size > 0) return;
    party.subscription.unsubscribe();
    this.parties.delete(partyId);
  }

  isHere(partyId: string): boolean {
    return this.parties.has(partyId);
  }

  private open(partyId: string): Party {
    const connections = new Set<Connection>();
    const subscription = this.nats.subscribe(LIVE.party(partyId), {
      callback: (error, message) => {
        if (error) return;
        const news = message.json<PartyNews>();
        for (const connection of [...connections]) this.tell(connection, news);
      },
    });
    const party = { connections, subscription };
    this.parties.set(partyId, party);
    return party;
  }

  private tell(connection: Connection, news: PartyNews): void {
    if (news.type === 'session-ended') {
      this.endSession(connection, news.sessionId);
      return;
    }
    if (connection.heldNews) {
      connection.heldNews.push(news);
      return;
    }
    switch (news.type) {
      case 'joined':
        void this.conversations.join(connection, news.conversationId);
        break;
      case 'left':
        this.conversations.leave(connection, news.conversationId);
        connection.send({ type: 'left', data: { conversationId: news.conversationId } });
        break;
      case 'detached':
        void this.presence.stay(connection);
        break;
      case 'offer':
        connection.send({ type: 'offer', data: news.offer });
        break;
      case 'offer-ended': {
        const { offerId, conversationId, outcome } = news;
        connection.send({ type: 'offer-ended', data: { offerId, conversationId, outcome } });
        break;
      }
      case 'invited':
        connection.send({
          type: 'invited',
          data: { conversation: news.conversation, comment: news.comment },
        });
        break;
      case 'seat':
        connection.send({ type: 'seat', data: news.seat });
        break;
    }
  }

  private endSession(connection: Connection, sessionId: string): void {
    const { identity } = connection.session;
    if (identity.sessionId !== sessionId) return;
    const error = { code: 'UNAUTHENTICATED', message: 'The session has ended. Sign in again.' } as const;
    connection.send({ type: 'error', id: null, error });
    connection.close('unauthenticated', error.message);
  }
}

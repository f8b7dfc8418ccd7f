import { Injectable } from '@nestjs/common';
import { LIVE, type BoardNews, type ConversationNews, type EndedSession, type PartyNews } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { Bus } from '#messaging';

/** Tells the gateways what has just happened; what they miss, they read from the desk. */
@Injectable()
export class LiveService {
  constructor(
    private readonly bus: Bus,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  conversation(news: ConversationNews): void {
    this.bus.publish(LIVE.conversation(news.conversationId), news);
  }

  party(partyId: string, news: PartyNews): void {
    this.bus.publish(LIVE.party(partyId), news);
  }

  board(news: BoardNews): void {
    this.bus.publish(LIVE.board, news);
  }

  sessionEnded(session: EndedSession): void {
    this.bus.publish(LIVE.sessionEnded, session);
  }

  resync(): void {
    this.bus.publish(LIVE.resync, {});
  }

  /** The same once `tx` is committed, and not at all if it is not. */
  partyAfter(tx: Transaction, partyId: string, news: PartyNews): void {
    this.unitOfWork.onCommit(tx, () => this.party(partyId, news));
  }

  boardAfter(tx: Transaction, news: BoardNews): void {
    this.unitOfWork.onCommit(tx, () => this.board(news));
  }
}

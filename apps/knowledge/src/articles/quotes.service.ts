import { Injectable } from '@nestjs/common';
import type { EventEnvelope, Identity, ListOfArticle, ListQuotes, OutdatedPage, QuotePage } from '#contracts';
import { decodeCursor, pageSize, toPage, type Transaction } from '#database';
import { Inbox } from '#outbox';
import { ArticlesService } from './articles.service';
import { integerPart, uuidPart } from './cursors';
import { QuotesRepository } from './quotes.repository';

/** Before every other. */
const FIRST = '00000000-0000-0000-0000-000000000000';

/** Who was told what. */
@Injectable()
export class QuotesService {
  constructor(
    private readonly quotes: QuotesRepository,
    private readonly articles: ArticlesService,
    private readonly inbox: Inbox,
  ) {}

  count(event: EventEnvelope<'desk.evt.answer.quoted'>): Promise<void> {
    return this.inbox.once(event, (tx) => this.quotes.add(tx, event.data, new Date(event.occurredAt)));
  }

  /** Whether a version of some article was put before the business in this conversation. */
  isIn(tx: Transaction, conversationId: string): Promise<boolean> {
    return this.quotes.isIn(tx, conversationId);
  }

  async list({ id, version, cursor, limit }: ListQuotes, identity: Identity): Promise<QuotePage> {
    const [conversation = FIRST, sequence = 0] = decodeCursor(cursor, 2) ?? [];
    await this.articles.checkKept(id, identity);
    const size = pageSize(limit);
    const after: [string, number] = [uuidPart(conversation), integerPart(sequence)];
    const rows = await this.quotes.list(id, version, after, size + 1);
    return toPage(
      rows,
      size,
      (row) => [row.conversationId, row.sequence],
      ({ at, ...row }) => ({ ...row, at: at.toISOString() }),
    );
  }

  /** The conversations that were told what does not hold any more. */
  async listOutdated({ id, cursor, limit }: ListOfArticle, identity: Identity): Promise<OutdatedPage> {
    const [after = FIRST] = decodeCursor(cursor, 1) ?? [];
    await this.articles.checkKept(id, identity);
    const size = pageSize(limit);
    const rows = await this.quotes.listOutdated(id, uuidPart(after), size + 1);
    return toPage(
      rows,
      size,
      ({ conversationId }) => [conversationId],
      (row) => row,
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { EventEnvelope, Identity, ListOfArticle, ListQuotes, OutdatedPage, QuotePage } from '#contracts';
import { decodeCursor, decodeIdCursor, pageSize, toPage, type Transaction } from '#database';
import { Inbox } from '#outbox';
import { ArticlesService } from './articles.service';
import { integerPart, uuidPart } from './cursors';
import { QuotesRepository, type OutdatedRow } from './quotes.repository';

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
    const { articleId, version, conversationId, orderId, sequence } = event.data;
    const toldIn = orderId ?? conversationId;
    if (toldIn === undefined) throw new Error('A quote names its conversation or its order.');
    const kind = orderId === undefined ? 'message' : 'reply';
    const quotedAt = new Date(event.occurredAt);
    return this.inbox.once(event, (tx) =>
      this.quotes.add(tx, [{ toldIn, sequence, articleId, version, kind, quotedAt }]),
    );
  }

  /** The bot has put these before the business. */
  offered(
    tx: Transaction,
    { data, occurredAt }: Pick<EventEnvelope<'desk.evt.bot.offered'>, 'data' | 'occurredAt'>,
  ): Promise<void> {
    const { conversationId: toldIn, sequence, answers } = data;
    const told = { toldIn, sequence, kind: 'offer', quotedAt: new Date(occurredAt) } as const;
    return this.quotes.add(
      tx,
      answers.map(({ articleId, version }) => ({ ...told, articleId, version })),
    );
  }

  /** Whether the staff have quoted a version of some article in this conversation. */
  isIn(tx: Transaction, conversationId: string): Promise<boolean> {
    return this.quotes.isIn(tx, conversationId);
  }

  async list({ id, version, cursor, limit }: ListQuotes, identity: Identity): Promise<QuotePage> {
    const [toldIn = FIRST, sequence = 0] = decodeCursor(cursor, 2) ?? [];
    await this.articles.checkKept(id, identity);
    const size = pageSize(limit);
    const after: [string, number] = [uuidPart(toldIn), integerPart(sequence)];
    const rows = await this.quotes.list(id, version, after, size + 1);
    return toPage(
      rows,
      size,
      (row) => [toldInOf(row), row.sequence],
      ({ at, ...row }) => ({ ...placed(row), at: at.toISOString() }),
    );
  }

  /** The conversations and orders that were told what does not hold any more. */
  async listOutdated({ id, cursor, limit }: ListOfArticle, identity: Identity): Promise<OutdatedPage> {
    const after = decodeIdCursor(cursor) ?? FIRST;
    await this.articles.checkKept(id, identity);
    const size = pageSize(limit);
    const rows = await this.quotes.listOutdated(id, after, size + 1);
    return toPage(rows, size, (row) => [toldInOf(row)], placed);
  }
}

type Place = Pick<OutdatedRow, 'conversationId' | 'orderId'>;

const toldInOf = ({ conversationId, orderId }: Place): string => orderId ?? conversationId ?? FIRST;

/** Names the one that there is. */
const placed = <Row extends Place>({ conversationId, orderId, ...row }: Row) => ({
  ...(orderId === null ? { conversationId: conversationId ?? FIRST } : { orderId }),
  ...row,
});

import { Injectable } from '@nestjs/common';
import type { OutdatedQuote, QuoteView } from '#contracts';
import { insertRows, Pool, type Transaction } from '#database';
import { ArticleQuote } from './article-quote.entity';

/** An order where it is a reply's, else a conversation. */
const TOLD_IN = `CASE WHEN kind <> 'reply' THEN told_in END AS "conversationId",
                 CASE WHEN kind = 'reply' THEN told_in END AS "orderId"`;

type Told<View> = Omit<View, 'conversationId' | 'orderId'> & {
  conversationId: string | null;
  orderId: string | null;
};

export type QuoteRow = Told<Omit<QuoteView, 'at'>> & { at: Date };
export type OutdatedRow = Told<OutdatedQuote>;

/** Where articles were put before businesses. */
@Injectable()
export class QuotesRepository {
  constructor(private readonly pool: Pool) {}

  /** Counts them, too, but for what the bot offered; the same ones again change nothing. */
  async add(tx: Transaction, quotes: readonly ArticleQuote[]): Promise<void> {
    const added = await insertRows(tx, ArticleQuote, quotes, '(told_in, sequence, article_id)');
    const counted = quotes.filter(
      ({ kind, articleId }) => kind !== 'offer' && added.some((row) => row.articleId === articleId),
    );
    for (const { articleId, version } of counted)
      await tx.query(
        `INSERT INTO article_quote_counts AS c (article_id, version, quoted) VALUES ($1, $2, 1)
         ON CONFLICT (article_id, version) DO UPDATE SET quoted = c.quoted + 1`,
        [articleId, version],
      );
  }

  /** In a message: the staff have answered with some article. */
  isIn(tx: Transaction, conversationId: string): Promise<boolean> {
    return tx.existsBy(ArticleQuote, { toldIn: conversationId, kind: 'message' });
  }

  /** By conversation or order, and place in it; of every version where none is named. */
  async list(
    articleId: string,
    version: number | undefined,
    [toldIn, sequence]: [string, number],
    limit: number,
  ): Promise<QuoteRow[]> {
    const { rows } = await this.pool.query<QuoteRow>(
      `SELECT kind, ${TOLD_IN}, sequence, version, quoted_at AS at
         FROM article_quotes
        WHERE article_id = $1 AND (told_in, sequence) > ($2, $3::numeric)
          ${version === undefined ? '' : 'AND version = $5'}
        ORDER BY told_in, sequence LIMIT $4`,
      [articleId, toldIn, sequence, limit, ...(version === undefined ? [] : [version])],
    );
    return rows;
  }

  /** Conversations and orders that were told something else than what holds now, by their id. */
  async listOutdated(articleId: string, after: string, limit: number): Promise<OutdatedRow[]> {
    const { rows } = await this.pool.query<OutdatedRow>(
      `SELECT ${TOLD_IN}, version, sequence, "toldCurrent" FROM (
       SELECT q.told_in, min(q.kind) AS kind,
              max(q.version) FILTER (WHERE q.version IS DISTINCT FROM a.version) AS version,
              max(q.sequence) FILTER (WHERE q.version IS DISTINCT FROM a.version) AS sequence,
              bool_or(q.version = a.version) IS TRUE AS "toldCurrent"
         FROM article_quotes q JOIN articles a ON a.id = q.article_id
        WHERE q.article_id = $1 AND q.told_in > $2
        GROUP BY q.told_in
       HAVING bool_or(q.version IS DISTINCT FROM a.version)
        ORDER BY q.told_in LIMIT $3) AS told ORDER BY told_in`,
      [articleId, after, limit],
    );
    return rows;
  }
}

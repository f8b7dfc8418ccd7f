import { Injectable } from '@nestjs/common';
import type { AnswerQuoted, OutdatedConversation, QuoteKind } from '#contracts';
import { Pool, type Transaction } from '#database';
import { ArticleQuote } from './article-quote.entity';

export interface QuoteRow {
  kind: QuoteKind;
  conversationId: string;
  sequence: number;
  version: number;
  at: Date;
}

/** Where articles were put before businesses. */
@Injectable()
export class QuotesRepository {
  constructor(private readonly pool: Pool) {}

  /** Counts it, too; the same message again changes nothing. */
  async add(tx: Transaction, data: AnswerQuoted, quotedAt: Date): Promise<void> {
    const { articleId, version, conversationId, sequence } = data;
    await tx.query(
      `WITH added AS (
         INSERT INTO article_quotes (conversation_id, sequence, article_id, version, quoted_at)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING RETURNING article_id, version)
       INSERT INTO article_quote_counts AS c (article_id, version, quoted) SELECT article_id, version, 1 FROM added
       ON CONFLICT (article_id, version) DO UPDATE SET quoted = c.quoted + 1`,
      [conversationId, sequence, articleId, version, quotedAt],
    );
  }

  isIn(tx: Transaction, conversationId: string): Promise<boolean> {
    return tx.existsBy(ArticleQuote, { conversationId });
  }

  /** By conversation and place in it; of every version where none is named. */
  async list(
    articleId: string,
    version: number | undefined,
    [conversationId, sequence]: [string, number],
    limit: number,
  ): Promise<QuoteRow[]> {
    const { rows } = await this.pool.query<QuoteRow>(
      `SELECT kind, conversation_id AS "conversationId", sequence, version, quoted_at AS at
         FROM article_quotes
        WHERE article_id = $1 AND (conversation_id, sequence) > ($2, $3::numeric)
          ${version === undefined ? '' : 'AND version = $5'}
        ORDER BY conversation_id, sequence LIMIT $4`,
      [articleId, conversationId, sequence, limit, ...(version === undefined ? [] : [version])],
    );
    return rows;
  }

  /** Conversations that were told something else than what holds now, by their id. */
  async listOutdated(articleId: string, after: string, limit: number): Promise<OutdatedConversation[]> {
    const { rows } = await this.pool.query<OutdatedConversation>(
      `SELECT q.conversation_id AS "conversationId",
              max(q.version) FILTER (WHERE q.version IS DISTINCT FROM a.version) AS version,
              max(q.sequence) FILTER (WHERE q.version IS DISTINCT FROM a.version) AS sequence,
              bool_or(q.version = a.version) IS TRUE AS "toldCurrent"
         FROM article_quotes q JOIN articles a ON a.id = q.article_id
        WHERE q.article_id = $1 AND q.conversation_id > $2
        GROUP BY q.conversation_id
       HAVING bool_or(q.version IS DISTINCT FROM a.version)
        ORDER BY q.conversation_id LIMIT $3`,
      [articleId, after, limit],
    );
    return rows;
  }
}

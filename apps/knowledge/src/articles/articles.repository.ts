import { Injectable } from '@nestjs/common';
import type { AnswerQuoted, ArticleKind, ArticleView, BilingualText } from '#contracts';
import { Pool, type Transaction } from '#database';
import { ArticleQuote } from './article-quote.entity';
import { ArticleVersion } from './article-version.entity';
import { Article } from './article.entity';

export interface ArticleFilter {
  matterCode: string | undefined;
  kind: ArticleKind | undefined;
  /** Matter and number of the last article of the page before. */
  after: [matterCode: string, number: number] | undefined;
  limit: number;
}

export interface ArticleRow extends Omit<ArticleView, 'updatedAt'> {
  number: number;
  updatedAt: Date;
}

/** The wording to be stored as a version. */
export interface Wording {
  title: BilingualText;
  body: BilingualText;
  savedBy: string | null;
  idempotencyKey: string | null;
}

export interface ArticleSubject {
  id: string;
  matterCode: string;
  kind: ArticleKind;
}

export interface VersionRef {
  id: string;
  version: number;
}

export type NewestVersion = VersionRef & Omit<Wording, 'idempotencyKey'>;

const ROW = `a.id, v.version, a.number, a.matter_code AS "matterCode", a.kind, v.title, v.body, v.saved_at AS "updatedAt",
  (SELECT count(*)::integer FROM article_quotes q WHERE q.article_id = a.id AND q.version = v.version) AS quoted`;

@Injectable()
export class ArticlesRepository {
  constructor(private readonly pool: Pool) {}

  /** Current versions, sorted by matter and then as they were made. */
  async list({ matterCode, kind, after, limit }: ArticleFilter): Promise<ArticleRow[]> {
    const { rows } = await this.pool.query<ArticleRow>(
      `SELECT ${ROW} FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        WHERE ($1::text IS NULL OR a.matter_code = $1)
          AND ($2::text IS NULL OR a.kind = $2)
          AND ($3::text IS NULL OR (a.matter_code, a.number) > ($3, $4::numeric))
        ORDER BY a.matter_code, a.number LIMIT $5`,
      [matterCode, kind, after?.[0], after?.[1], limit],
    );
    return rows;
  }

  /** The current version where none is named. */
  async find(id: string, version?: number): Promise<ArticleRow | undefined> {
    const { rows } = await this.pool.query<ArticleRow>(
      `SELECT ${ROW} FROM articles a
         JOIN article_versions v ON v.article_id = a.id AND v.version = coalesce($2::numeric, a.version)
        WHERE a.id = $1`,
      [id, version],
    );
    return rows[0];
  }

  /** Saves under the same key wait for one another; what was saved under it before is returned. */
  async findSaved(tx: Transaction, savedBy: string, idempotencyKey: string): Promise<VersionRef | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${savedBy} ${idempotencyKey}`]);
    const saved = await tx.findOneBy(ArticleVersion, { savedBy, idempotencyKey });
    return saved ? { id: saved.articleId, version: saved.version } : undefined;
  }

  /** The newest versions of the articles that there are, locked until the transaction ends. */
  async findNewest(tx: Transaction, ids: string[]): Promise<NewestVersion[]> {
    // Two statements: one that waits for a lock would still join the version it saw before.
    await tx.query('SELECT FROM articles WHERE id = ANY($1) ORDER BY id FOR UPDATE', [ids]);
    return tx.query(
      `SELECT a.id, v.version, v.title, v.body, v.saved_by AS "savedBy"
         FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        WHERE a.id = ANY($1)`,
      [ids],
    );
  }

  /** Stores new articles with their first version, in the order given. */
  async create(tx: Transaction, articles: readonly (ArticleSubject & Wording)[]): Promise<void> {
    const savedAt = new Date();
    await tx.insert(
      Article,
      articles.map(({ id, matterCode, kind }) => ({ id, matterCode, kind, version: 1 })),
    );
    await tx.insert(
      ArticleVersion,
      articles.map(({ id, title, body, savedBy, idempotencyKey }) => {
        return { articleId: id, version: 1, title, body, savedAt, savedBy, idempotencyKey };
      }),
    );
  }

  /** Stores the wording as the version after `newest`, which must be locked. */
  async revise(tx: Transaction, newest: number, article: ArticleSubject & Wording): Promise<VersionRef> {
    const { id, matterCode, kind, ...wording } = article;
    const version = newest + 1;
    await tx.update(Article, { id }, { matterCode, kind, version });
    await tx.insert(ArticleVersion, { ...wording, articleId: id, version, savedAt: new Date() });
    return { id, version };
  }

  isQuotedIn(tx: Transaction, conversationId: string): Promise<boolean> {
    return tx.existsBy(ArticleQuote, { conversationId });
  }

  /** The same message again changes nothing. */
  async addQuote(
    tx: Transaction,
    { articleId, version, conversationId, sequence }: AnswerQuoted,
  ): Promise<void> {
    const quote = { articleId, version, conversationId, sequence };
    await tx.createQueryBuilder().insert().into(ArticleQuote).values(quote).orIgnore().execute();
  }
}

import { Injectable } from '@nestjs/common';
import type { ArticleKind, ArticleStatus } from '#contracts';
import { Pool, type Transaction } from '#database';
import { ArticleVersion } from './article-version.entity';
import { Article } from './article.entity';

/** An article under the lock of the transaction. */
export interface LockedArticle {
  id: string;
  matterCode: string;
  agencyCode: string;
  kind: ArticleKind;
  version: number | null;
  latest: number;
  revision: number;
}

export interface TimedRow {
  articleId: string;
  version: number;
  status: ArticleStatus;
  effectiveFrom: Date | null;
  expiresAt: Date | null;
}

export interface NewStatus {
  articleId: string;
  version: number;
  status: ArticleStatus;
  dueAt: Date | null;
  /** Set when it takes effect. */
  tookEffectAt: Date | null;
}

const LOCKED = `SELECT id, matter_code AS "matterCode", agency_code AS "agencyCode", kind, version, latest, revision
  FROM articles`;

/** What is written of articles, under their locks. */
@Injectable()
export class VersionsRepository {
  constructor(private readonly pool: Pool) {}

  /** Those that there are, locked in one order until the transaction ends. */
  lock(tx: Transaction, ids: readonly string[]): Promise<LockedArticle[]> {
    return tx.query(`${LOCKED} WHERE id = ANY($1) ORDER BY id FOR UPDATE`, [ids]);
  }

  /** Articles for which the clock has something to do. */
  async findDue(now: Date, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      'SELECT DISTINCT article_id AS id FROM article_versions WHERE due_at <= $1 LIMIT $2',
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** Locks articles for which the clock has something to do and that nobody else is at. */
  async lockDue(tx: Transaction, now: Date, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT id FROM articles WHERE id IN (
         SELECT article_id FROM article_versions WHERE due_at <= $1 ORDER BY due_at LIMIT ${limit}
       ) ORDER BY id FOR UPDATE SKIP LOCKED`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** One import or load at a time, so that two of them do not make the same article twice. */
  async lockImports(tx: Transaction): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('article imports', 0))`);
  }

  find(tx: Transaction, articleId: string, version: number): Promise<ArticleVersion | null> {
    return tx.findOneBy(ArticleVersion, { articleId, version });
  }

  findLatest(tx: Transaction, ids: readonly string[]): Promise<ArticleVersion[]> {
    return this.findOfEach(tx, ids, 'latest');
  }

  findEffective(tx: Transaction, ids: readonly string[]): Promise<ArticleVersion[]> {
    return this.findOfEach(tx, ids, 'version');
  }

  private findOfEach(
    tx: Transaction,
    ids: readonly string[],
    which: 'latest' | 'version',
  ): Promise<ArticleVersion[]> {
    return tx
      .createQueryBuilder(ArticleVersion, 'v')
      .innerJoin(Article, 'a', `a.id = v.articleId AND a.${which} = v.version`)
      .where('a.id = ANY(:ids)', { ids })
      .getMany();
  }

  /** Articles whose newest Chinese title, or the one that holds now, is one of these. */
  findByTitle(
    tx: Transaction,
    titles: readonly string[],
  ): Promise<{ id: string; matterCode: string; kind: ArticleKind; title: string }[]> {
    return tx.query(
      `SELECT a.id, a.matter_code AS "matterCode", a.kind, v.title ->> 'zh' AS title
         FROM article_versions v JOIN articles a ON a.id = v.article_id AND v.version IN (a.latest, a.version)
        WHERE md5(v.title ->> 'zh') = ANY(SELECT md5(t) FROM unnest($1::text[]) t) AND v.title ->> 'zh' = ANY($1)
        ORDER BY a.number`,
      [titles],
    );
  }

  async insertArticles(
    tx: Transaction,
    articles: readonly Pick<Article, 'id' | 'matterCode' | 'agencyCode' | 'kind'>[],
  ): Promise<void> {
    await tx.insert(
      Article,
      articles.map((article) => ({ ...article, version: null, latest: 1, revision: 0 })),
    );
  }

  async insert(tx: Transaction, versions: readonly ArticleVersion[]): Promise<void> {
    await tx.insert(ArticleVersion, [...versions]);
  }

  async update(
    tx: Transaction,
    { articleId, version }: Pick<ArticleVersion, 'articleId' | 'version'>,
    change: Partial<ArticleVersion>,
  ): Promise<void> {
    await tx.update(ArticleVersion, { articleId, version }, change);
  }

  /** The versions that the clock may have something to do with. */
  timed(tx: Transaction, ids: readonly string[]): Promise<TimedRow[]> {
    return tx.query(
      `SELECT article_id AS "articleId", version, status, effective_from AS "effectiveFrom", expires_at AS "expiresAt"
         FROM article_versions WHERE article_id = ANY($1) AND status IN ('scheduled', 'effective')`,
      [ids],
    );
  }

  /** At most one version of an article is effective at any moment: those that end go first. */
  async setStatuses(tx: Transaction, changes: readonly NewStatus[]): Promise<void> {
    const takesEffect = ({ status }: NewStatus): boolean => status === 'effective';
    for (const part of [changes.filter((c) => !takesEffect(c)), changes.filter(takesEffect)]) {
      if (part.length === 0) continue;
      await tx.query(
        `UPDATE article_versions v
            SET status = s.status, due_at = s.due_at, took_effect_at = coalesce(s.took_effect_at, v.took_effect_at)
           FROM unnest($1::uuid[], $2::integer[], $3::text[], $4::timestamptz[], $5::timestamptz[])
             AS s (article_id, version, status, due_at, took_effect_at)
          WHERE v.article_id = s.article_id AND v.version = s.version`,
        [
          part.map(({ articleId }) => articleId),
          part.map(({ version }) => version),
          part.map(({ status }) => status),
          part.map(({ dueAt }) => dueAt),
          part.map(({ tookEffectAt }) => tookEffectAt),
        ],
      );
    }
  }

  /** Brings the articles in step with their versions; what a person did counts as a revision. */
  async sum(tx: Transaction, ids: readonly string[], byPerson: boolean): Promise<void> {
    await tx.query(
      `UPDATE articles a
          SET version = e.version,
              attention_at = least(e.review_by, e.expires_at),
              latest = (SELECT max(l.version) FROM article_versions l WHERE l.article_id = a.id),
              revision = a.revision + $2
         FROM unnest($1::uuid[]) AS t (id)
         LEFT JOIN article_versions e ON e.article_id = t.id AND e.status = 'effective'
        WHERE a.id = t.id`,
      [ids, byPerson ? 1 : 0],
    );
  }
}

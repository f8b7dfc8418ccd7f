import { Injectable } from '@nestjs/common';
import type { ArticleKind, ArticleStatus, ArticleVersionView } from '#contracts';
import { Pool } from '#database';
import {
  ARTICLE_COLUMNS,
  iso,
  RECORD_COLUMNS,
  SUMMARY_COLUMNS,
  type ArticleRow,
  type RecordRow,
  type SummaryRow,
} from './article-rows';

export interface ArticleFilter {
  matterCode?: string | undefined;
  agencyCode?: string | undefined;
  kind?: ArticleKind | undefined;
  /** Matter and number of the last article of the page before. */
  after: [matterCode: string, number: number] | undefined;
  limit: number;
}

export interface WorkFilter {
  status: ArticleStatus;
  agencyCode: string | undefined;
  /** When the last one was saved, its article and its version. */
  after: [savedAt: string, id: string, version: number] | undefined;
  limit: number;
}

export interface DueFilter {
  until: Date;
  agencyCode: string | undefined;
  after: [at: string, id: string] | undefined;
  limit: number;
}

export type DueRow = SummaryRow & { attentionAt: Date };

const EFFECTIVE = 'articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version';

/** What is read of articles. */
@Injectable()
export class ArticlesRepository {
  constructor(private readonly pool: Pool) {}

  /** What holds now, sorted by matter and then as the articles were made. */
  list(filter: ArticleFilter): Promise<SummaryRow[]> {
    return this.effective<SummaryRow>(SUMMARY_COLUMNS, filter);
  }

  /** The same with the texts and what files there are. */
  listRecords(filter: ArticleFilter): Promise<RecordRow[]> {
    return this.effective<RecordRow>(RECORD_COLUMNS, filter);
  }

  /** The effective version where none is named; where none is effective, with `orLatest` the newest. */
  async find(id: string, version: number | undefined, orLatest: boolean): Promise<ArticleRow | undefined> {
    const { rows } = await this.pool.query<ArticleRow>(
      `SELECT ${ARTICLE_COLUMNS} FROM articles a
         JOIN article_versions v ON v.article_id = a.id
          AND v.version = coalesce($2::integer, a.version, CASE WHEN $3::boolean THEN a.latest END)
        WHERE a.id = $1`,
      [id, version, orLatest],
    );
    return rows[0];
  }

  async findOwner(id: string): Promise<{ agencyCode: string } | undefined> {
    const { rows } = await this.pool.query<{ agencyCode: string }>(
      'SELECT agency_code AS "agencyCode" FROM articles WHERE id = $1',
      [id],
    );
    return rows[0];
  }

  async versions(id: string, before: number | undefined, limit: number): Promise<ArticleVersionView[]> {
    const { rows } = await this.pool.query<
      Omit<ArticleVersionView, 'effectiveFrom' | 'expiresAt' | 'savedAt'> & {
        effectiveFrom: Date | null;
        expiresAt: Date | null;
        savedAt: Date;
      }
    >(
      `SELECT version, status, effective_from AS "effectiveFrom", expires_at AS "expiresAt",
              saved_at AS "savedAt", saved_by_name AS "savedBy"
         FROM article_versions WHERE article_id = $1 AND version < coalesce($2::bigint, 2147483648)
        ORDER BY version DESC LIMIT $3`,
      [id, before, limit],
    );
    return rows.map(({ effectiveFrom, expiresAt, savedAt, ...row }) => ({
      ...row,
      effectiveFrom: iso(effectiveFrom),
      expiresAt: iso(expiresAt),
      savedAt: savedAt.toISOString(),
    }));
  }

  /** Versions of a working status, the longest waiting first. */
  async listWork({ status, agencyCode, after, limit }: WorkFilter): Promise<SummaryRow[]> {
    const where = new Conditions();
    where.add((n) => `v.status = ${n}`, status);
    if (agencyCode) where.add((n) => `v.agency_code = ${n}`, agencyCode);
    if (after)
      where.add((a, b, c) => `(v.saved_at, v.article_id, v.version) > (${a}, ${b}, ${c}::integer)`, ...after);
    const { rows } = await this.pool.query<SummaryRow>(
      `SELECT ${SUMMARY_COLUMNS} FROM article_versions v JOIN articles a ON a.id = v.article_id
        WHERE v.status IN ('draft', 'in-review', 'approved', 'scheduled') AND ${where.text}
        ORDER BY v.saved_at, v.article_id, v.version LIMIT ${limit}`,
      where.values,
    );
    return rows;
  }

  /** What holds and needs somebody's attention until then, the most urgent first. */
  async listDue({ until, agencyCode, after, limit }: DueFilter): Promise<DueRow[]> {
    const where = new Conditions();
    where.add((n) => `a.attention_at <= ${n}`, until);
    if (agencyCode) where.add((n) => `a.agency_code = ${n}`, agencyCode);
    if (after) where.add((a, b) => `(a.attention_at, a.id) > (${a}, ${b})`, ...after);
    const { rows } = await this.pool.query<DueRow>(
      `SELECT ${SUMMARY_COLUMNS}, a.attention_at AS "attentionAt" FROM ${EFFECTIVE}
        WHERE ${where.text} ORDER BY a.attention_at, a.id LIMIT ${limit}`,
      where.values,
    );
    return rows;
  }

  private async effective<Row extends SummaryRow>(
    columns: string,
    { matterCode, agencyCode, kind, after, limit }: ArticleFilter,
  ): Promise<Row[]> {
    const where = new Conditions();
    if (matterCode) where.add((n) => `a.matter_code = ${n}`, matterCode);
    if (agencyCode) where.add((n) => `a.agency_code = ${n}`, agencyCode);
    if (kind) where.add((n) => `a.kind = ${n}`, kind);
    if (after) where.add((a, b) => `(a.matter_code, a.number) > (${a}, ${b}::numeric)`, ...after);
    const { rows } = await this.pool.query<Row>(
      `SELECT ${columns} FROM ${EFFECTIVE} WHERE ${where.text}
        ORDER BY a.matter_code, a.number LIMIT ${limit}`,
      where.values,
    );
    return rows;
  }
}

/** The conditions that a request has, and no others: each shape has its own plan, which also knows the limit. */
class Conditions {
  readonly values: unknown[] = [];
  private readonly parts: string[] = [];

  get text(): string {
    return this.parts.join(' AND ') || 'true';
  }

  private next(value: unknown): string {
    return `$${this.values.push(value)}`;
  }

  add(condition: (...places: string[]) => string, ...values: unknown[]): void {
    this.parts.push(condition(...values.map((value) => this.next(value))));
  }
}

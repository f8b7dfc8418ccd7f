import { Injectable } from '@nestjs/common';
import { Pool } from '#database';

export interface ReviewCounts {
  matterCode: string;
  inEffect: number;
  /** The review of so many of them is overdue. */
  overdue: number;
}

export interface ReviewFilter {
  now: Date;
  /** Of these matters; of all where there is none. */
  matterCodes: readonly string[] | null;
  /** Both where it is not said. */
  isOverdue?: boolean;
  /** Review and id of the last article of the page before; `infinity` for one without. */
  after: [at: string, id: string] | undefined;
  limit: number;
}

export interface ReviewedArticle {
  id: string;
  matterCode: string;
  title: string;
  /** Null where nobody has said when it must be looked at. */
  at: Date | null;
}

/** As it is indexed. What expires earlier than that has ended by then. */
const REVIEW = `coalesce(a.attention_at, 'infinity')`;

/** When what holds must be looked at again. */
@Injectable()
export class ReviewsRepository {
  constructor(private readonly pool: Pool) {}

  /** Per matter. */
  async count(now: Date, matterCodes: readonly string[] | null): Promise<ReviewCounts[]> {
    const { rows } = await this.pool.query<ReviewCounts>(
      `SELECT a.matter_code AS "matterCode", count(*)::int AS "inEffect",
              (count(*) FILTER (WHERE a.attention_at < $1))::int AS overdue
         FROM articles a WHERE a.version IS NOT NULL ${matterCodes ? 'AND a.matter_code = ANY($2)' : ''}
        GROUP BY a.matter_code ORDER BY a.matter_code`,
      [now, ...(matterCodes ? [matterCodes] : [])],
    );
    return rows;
  }

  /** What has waited longest first. */
  async list({ now, matterCodes, isOverdue, after, limit }: ReviewFilter): Promise<ReviewedArticle[]> {
    const values: unknown[] = [limit];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      'a.version IS NOT NULL',
      ...(isOverdue === undefined ? [] : [`${REVIEW} ${isOverdue ? '<' : '>='} ${place(now)}`]),
      ...(matterCodes
        ? [
            matterCodes.length === 1
              ? `a.matter_code = ${place(matterCodes[0])}`
              : `a.matter_code = ANY(${place(matterCodes)})`,
          ]
        : []),
      ...(after ? [`(${REVIEW}, a.id) > (${place(after[0])}::timestamptz, ${place(after[1])}::uuid)`] : []),
    ];
    const { rows } = await this.pool.query<ReviewedArticle>(
      `SELECT a.id, a.matter_code AS "matterCode", v.title ->> 'zh' AS title, a.attention_at AS at
         FROM articles a JOIN article_versions v ON v.article_id = a.id AND v.version = a.version
        WHERE ${conditions.join(' AND ')}
        ORDER BY ${REVIEW}, a.id LIMIT $1`,
      values,
    );
    return rows;
  }
}

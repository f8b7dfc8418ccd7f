import { Injectable } from '@nestjs/common';
import type { ArticleAction, ArticleEvent } from '#contracts';
import { Pool, type Transaction } from '#database';
import { ArticleEventRow } from './article-event.entity';

export type NewEvent = Omit<ArticleEventRow, 'id'>;

export interface VersionRef {
  id: string;
  version: number;
}

@Injectable()
export class HistoryRepository {
  constructor(private readonly pool: Pool) {}

  async add(tx: Transaction, events: readonly NewEvent[]): Promise<void> {
    if (events.length > 0) await tx.insert(ArticleEventRow, [...events]);
  }

  /** Requests under the same key wait for one another; what was done under it before is returned. */
  async findDone(
    tx: Transaction,
    actorId: string,
    idempotencyKey: string,
  ): Promise<(VersionRef & { action: ArticleAction }) | undefined> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${actorId} ${idempotencyKey}`]);
    const done = await tx.findOneBy(ArticleEventRow, { actorId, idempotencyKey });
    return done ? { id: done.articleId, version: done.version, action: done.action } : undefined;
  }

  /** Who has changed an article last. */
  async findLastActor(tx: Transaction, articleId: string): Promise<{ name: string; at: Date } | undefined> {
    const [row] = await tx.query<{ name: string; at: Date }[]>(
      `SELECT actor_name AS name, at FROM article_history WHERE article_id = $1 AND actor_name IS NOT NULL
        ORDER BY id DESC LIMIT 1`,
      [articleId],
    );
    return row;
  }

  /** The latest first. */
  async list(
    articleId: string,
    before: number | undefined,
    limit: number,
  ): Promise<(Omit<ArticleEvent, 'at'> & { id: string; at: Date })[]> {
    const { rows } = await this.pool.query<Omit<ArticleEvent, 'at'> & { id: string; at: Date }>(
      `SELECT id, version, action, from_status AS "from", to_status AS "to", at, actor_id AS "actorId",
              actor_name AS "actorName", reason
         FROM article_history WHERE article_id = $1 AND id < coalesce($2::bigint, 9223372036854775807)
        ORDER BY id DESC LIMIT $3`,
      [articleId, before, limit],
    );
    return rows;
  }
}

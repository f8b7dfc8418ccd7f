import { Injectable } from '@nestjs/common';
import { Pool, type Transaction } from '#database';
import type { GroupPace } from './estimate';

interface PlaceRow {
  id: string;
  seatGroup: string;
  place: number;
}

/** How many of those who wait are told their place at every move. */
const TOLD = 500;
const MEASURED = 50;

@Injectable()
export class QueueRepository {
  constructor(private readonly pool: Pool) {}

  async places(ids: readonly string[], tx?: Transaction): Promise<PlaceRow[]> {
    const text = `
      SELECT c.id, c.seat_group AS "seatGroup", (
        SELECT count(*) FROM conversations w WHERE w.status = 'waiting' AND w.seat_group = c.seat_group
           AND (w.queue_rank, w.queued_at, w.id) <= (c.queue_rank, c.queued_at, c.id))::int AS place
        FROM conversations c WHERE c.id = ANY($1) AND c.status = 'waiting'`;
    if (tx) return tx.query<PlaceRow[]>(text, [ids]);
    return (await this.pool.query<PlaceRow>({ name: 'queue-places', text, values: [ids] })).rows;
  }

  async listWaiting(seatGroup: string): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'queue-waiting',
      text: `SELECT id FROM conversations WHERE status = 'waiting' AND seat_group = $1
              ORDER BY queue_rank, queued_at, id LIMIT ${TOLD}`,
      values: [seatGroup],
    });
    return rows.map((row) => row.id);
  }

  async pace(seatGroup: string): Promise<GroupPace> {
    const { rows } = await this.pool.query<{ places: number; mean: number | null }>({
      name: 'queue-pace',
      text: `SELECT (SELECT coalesce(sum(capacity), 0)::int FROM staff
                      WHERE state = 'on-duty' AND connected AND $1 = ANY(seat_groups)) AS places,
                    (SELECT avg(extract(epoch FROM ended_at - accepted_at))::float8 FROM (
                       SELECT ended_at, accepted_at FROM conversations
                        WHERE seat_group = $1 AND status = 'resolved' AND accepted_at IS NOT NULL
                        ORDER BY ended_at DESC LIMIT ${MEASURED}) measured) AS mean`,
      values: [seatGroup],
    });
    return { places: rows[0]?.places ?? 0, meanSeconds: rows[0]?.mean ?? null };
  }
}

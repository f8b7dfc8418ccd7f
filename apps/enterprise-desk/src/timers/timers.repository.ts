import { Injectable } from '@nestjs/common';
import { Pool, type Transaction } from '#database';

export interface Due {
  kind: string;
  key: string;
}

@Injectable()
export class TimersRepository {
  constructor(private readonly pool: Pool) {}

  async set(tx: Transaction, kind: string, key: string, fireAt: Date): Promise<void> {
    await tx.query(
      `INSERT INTO timers (kind, key, fire_at) VALUES ($1, $2, $3)
       ON CONFLICT (kind, key) DO UPDATE SET fire_at = excluded.fire_at, attempts = 0`,
      [kind, key, fireAt],
    );
  }

  async delete(tx: Transaction, kind: string, keys: string[]): Promise<void> {
    await tx.query('DELETE FROM timers WHERE kind = $1 AND key = ANY($2)', [kind, keys]);
  }

  /** One statement for many timers of a kind. */
  async setMany(tx: Transaction, kind: string, keys: string[], fireAt: Date[]): Promise<void> {
    await tx.query(
      `INSERT INTO timers (kind, key, fire_at)
       SELECT $1, key, fire_at FROM unnest($2::text[], $3::timestamptz[]) AS given (key, fire_at) ORDER BY key
       ON CONFLICT (kind, key) DO UPDATE SET fire_at = excluded.fire_at, attempts = 0`,
      [kind, keys, fireAt.map((at) => at.toISOString())],
    );
  }

  /** Takes due timers of these kinds that no other desk is firing, for good once `tx` commits. */
  async takeDue(tx: Transaction, kinds: readonly string[], limit: number): Promise<Due[]> {
    const [rows] = await tx.query<[Due[], number]>(
      `DELETE FROM timers WHERE (kind, key) IN (
         SELECT kind, key FROM timers WHERE fire_at <= now() AND kind = ANY($1)
          ORDER BY fire_at LIMIT $2 FOR UPDATE SKIP LOCKED
       ) RETURNING kind, key`,
      [kinds, limit],
    );
    return rows;
  }

  async postpone(kind: string, key: string, seconds: number): Promise<void> {
    await this.pool.query(
      `UPDATE timers SET fire_at = now() + make_interval(secs => $3 * (attempts + 1)), attempts = attempts + 1
        WHERE kind = $1 AND key = $2`,
      [kind, key, seconds],
    );
  }

  /** When the next of these kinds fires, if that is within `seconds`. */
  async nextFireAt(kinds: readonly string[], seconds: number): Promise<Date | undefined> {
    const { rows } = await this.pool.query<{ fire_at: Date }>(
      `SELECT fire_at FROM timers WHERE fire_at < now() + make_interval(secs => $2) AND kind = ANY($1)
        ORDER BY fire_at LIMIT 1`,
      [kinds, seconds],
    );
    return rows[0]?.fire_at;
  }
}

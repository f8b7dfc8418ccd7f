import { Logger } from '@nestjs/common';
import type { Pool } from '#database';
import { WorkLoop } from '#messaging';
import { v7 as uuidv7 } from 'uuid';

export interface Forgotten {
  table: 'outbox' | 'inbox';
  /** A UUID of version 7. */
  id: string;
  /** When its row was done with; rows without are kept. */
  doneAt: string;
  days: number;
}

const BATCH = 1_000;
const PAUSE_MS = 50;
const HOUR_MS = 3_600_000;
const RETRY_MS = 60_000;
const DAY_MS = 86_400_000;

/** Deletes a batch of what was done with so long ago, the oldest first; their ids tell where to stop reading. */
export async function forgetBatch(pool: Pool, { table, id, doneAt, days }: Forgotten): Promise<number> {
  const before = new Date(Date.now() - days * DAY_MS);
  const { rowCount } = await pool.query(
    `DELETE FROM ${table} WHERE ${id} IN (
       SELECT ${id} FROM ${table} WHERE ${id} < $1 AND ${doneAt} < $2 ORDER BY ${id} LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`,
    [uuidv7({ msecs: before.getTime() }), before],
  );
  return rowCount ?? 0;
}

/** Every hour everything that is old enough, in batches that hold nobody up. */
export function forgetting(pool: Pool, what: Forgotten): WorkLoop {
  const logger = new Logger(what.table);
  return new WorkLoop(
    async () => ((await forgetBatch(pool, what)) > 0 ? PAUSE_MS : HOUR_MS),
    (error) => {
      logger.warn(`Old rows of the ${what.table} could not be deleted; it is tried again: ${String(error)}`);
      return RETRY_MS;
    },
  );
}

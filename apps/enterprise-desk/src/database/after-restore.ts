import { localDate } from '../clocks/calendar';

/** More than are taken down in a day, so that a number tells that there was a restore before it. */
const LEAP = 100_000;

interface Database {
  query(sql: string, values?: unknown[]): Promise<unknown>;
}

/**
 * What happened after a backup others know, and the restored database does not: no order gets a number that an order of then
 * may have, and whatever is kept of the outbox is carried again, since the streams may have forgotten who has not had it.
 */
export async function afterRestore(desk: Database, now: Date): Promise<void> {
  await desk.query(
    `INSERT INTO order_numbers (day, last)
     SELECT day, ${LEAP} FROM generate_series(
       least($1::date, (SELECT max(day) FROM order_numbers)), $1::date + 1, interval '1 day') AS day
     ON CONFLICT (day) DO UPDATE SET last = (order_numbers.last / ${LEAP} + 1) * ${LEAP}`,
    [localDate(now)],
  );
  await desk.query('UPDATE outbox SET published_at = NULL, stream_sequence = NULL');
}

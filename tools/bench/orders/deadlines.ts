import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { RunningSuite } from '../../launcher/suite';

export interface Deadlines {
  due: number;
  pending: number;
  /** Due at one moment while the desks run: until the last one was fired, ms. */
  lateMs: number;
  /** Due while no desk ran: from the first fired to the last, ms. */
  afterRestartMs: number;
  /** Fired more or less than once. */
  wrong: number;
}

const DUE = 5_000;
const LEAD_MS = 3_000;
const PATIENCE_MS = 60_000;
const LOOK_MS = 20;

const MAKE_DUE = `
  WITH chosen AS (
    SELECT c.id FROM desk.order_clocks c WHERE c.level = 0 AND c.ended_at IS NULL AND c.kind = 'handling' LIMIT $2
  ), clocks AS (
    UPDATE desk.order_clocks c SET level = 1, light = 'yellow', yellow_at = $1::timestamptz - interval '1 hour', due_at = $1
      FROM chosen WHERE c.id = chosen.id RETURNING c.id
  )
  UPDATE desk.timers t SET fire_at = $1 FROM clocks WHERE t.kind = 'order-clock' AND t.key = clocks.id::text`;

const FIRED = `
  SELECT count(*)::int AS told, count(DISTINCT (clock_id, light, to_level))::int AS signals,
         count(DISTINCT clock_id)::int AS clocks FROM desk.order_supervisions WHERE due_at = $1`;

/** Thousands of deadlines at the same moment, twice: while the desks run, and while they are down. Needs two desks. */
export async function measureDeadlines(client: Client, { processes }: RunningSuite): Promise<Deadlines> {
  const desks = [...processes.values()].filter(({ name }) => name.startsWith('desk-'));
  const pending = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM desk.timers');

  const soon = new Date(Date.now() + LEAD_MS);
  await client.query(MAKE_DUE, [soon, DUE]);
  await sleep(soon.getTime() - Date.now());
  const running = await watchFiring(client, soon);

  await Promise.all(desks.map((desk) => desk.stop(5_000)));
  const past = new Date(Date.now() - 1);
  await client.query(MAKE_DUE, [past, DUE]);
  for (const desk of desks) {
    desk.launch();
    desk.supervise();
  }
  const restarted = await watchFiring(client, past);
  await sleep(1_000);
  return {
    due: DUE,
    pending: pending.rows[0]?.count ?? 0,
    lateMs: running.last - soon.getTime(),
    afterRestartMs: restarted.last - restarted.first,
    wrong: (await wrongs(client, soon)) + (await wrongs(client, past)),
  };
}

async function watchFiring(client: Client, due: Date): Promise<{ first: number; last: number }> {
  let first: number | undefined;
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const before = Date.now();
    const { rows } = await client.query<{ clocks: number }>(FIRED, [due]);
    const clocks = rows[0]?.clocks ?? 0;
    if (clocks > 0) first ??= before - LOOK_MS;
    if (first !== undefined && clocks >= DUE) return { first, last: Date.now() };
  }
  throw new Error(`Not all of ${DUE} deadlines were fired within ${PATIENCE_MS / 1000} s.`);
}

/** Signals given twice, and clocks that gave none; at a deadline the agency and its next level are told at once. */
async function wrongs(client: Client, due: Date): Promise<number> {
  const { rows } = await client.query<{ told: number; signals: number; clocks: number }>(FIRED, [due]);
  const { told = 0, signals = 0, clocks = 0 } = rows[0] ?? {};
  return told - signals + (DUE - clocks);
}

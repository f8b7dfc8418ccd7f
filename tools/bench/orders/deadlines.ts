import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import type { RunningSuite } from '../../launcher/suite';
import { latencyOf, type Latency } from '../statistics';

/** How late deadlines were fired, to within the time between two looks, ms. */
export type Lateness = Latency & { max: number };

export interface Deadlines {
  due: number;
  pending: number;
  /** Due at one moment while the desks run. */
  running: Lateness;
  /** Due while no desk ran: from when the first was fired. */
  restarted: Lateness;
  /** Fired more or less than once. */
  wrong: number;
}

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

/** A timer that was fired is gone, or waits for another moment. */
const WAITING = `SELECT count(*)::int AS count FROM desk.timers WHERE fire_at = $1 AND kind = 'order-clock'`;

const FIRED = `
  SELECT count(*)::int AS told, count(DISTINCT (clock_id, light, to_level))::int AS signals,
         count(DISTINCT clock_id)::int AS clocks FROM desk.order_supervisions WHERE due_at = $1`;

/** `due` deadlines at the same moment, twice: while the desks run, and while they are down. Needs two desks. */
export async function measureDeadlines(
  client: Client,
  { processes }: RunningSuite,
  due: number,
): Promise<Deadlines> {
  const desks = [...processes.values()].filter(({ name }) => name.startsWith('desk-'));
  const pending = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM desk.timers');

  const soon = new Date(Date.now() + LEAD_MS);
  await client.query(MAKE_DUE, [soon, due]);
  await sleep(soon.getTime() - Date.now());
  const running = await watchFiring(client, due, soon, soon.getTime());

  await Promise.all(desks.map((desk) => desk.stop(5_000)));
  const past = new Date(Date.now() - 1);
  await client.query(MAKE_DUE, [past, due]);
  for (const desk of desks) {
    desk.launch();
    desk.supervise();
  }
  const restarted = await watchFiring(client, due, past);
  await sleep(1_000);
  return {
    due,
    pending: pending.rows[0]?.count ?? 0,
    running,
    restarted,
    wrong: (await wrongs(client, due, soon)) + (await wrongs(client, due, past)),
  };
}

/** @param since when they were due; when the first was fired, if that is not said. */
async function watchFiring(client: Client, count: number, due: Date, since?: number): Promise<Lateness> {
  const late: number[] = [];
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(LOOK_MS)) {
    const { rows } = await client.query<{ count: number }>(WAITING, [due]);
    const fired = count - (rows[0]?.count ?? 0) - late.length;
    if (fired > 0) since ??= Date.now() - LOOK_MS;
    const ms = Date.now() - (since ?? 0);
    late.push(...Array.from({ length: fired }, () => ms));
    if (late.length >= count) return { ...latencyOf(late), max: ms };
  }
  throw new Error(`Not all of ${count} deadlines were fired within ${PATIENCE_MS / 1000} s.`);
}

/** Signals given twice, and clocks that gave none; at a deadline the agency and its next level are told at once. */
async function wrongs(client: Client, count: number, due: Date): Promise<number> {
  const { rows } = await client.query<{ told: number; signals: number; clocks: number }>(FIRED, [due]);
  const { told = 0, signals = 0, clocks = 0 } = rows[0] ?? {};
  return told - signals + (count - clocks);
}

import { randomUUID } from 'node:crypto';
import { connect, type NatsConnection } from 'nats';
import { Client, Pool } from 'pg';
import type { NatsUser } from '../launcher/nats-permissions';
import type { RunningSuite } from '../launcher/suite';
import { TEXT } from './message-load';
import { latencyAtPace } from './pace';
import type { Latency } from './statistics';

const ECHO = 'desk.bench.echo';
const TABLE = 'desk.bench_entries';
const INSERT = {
  name: 'bench-insert',
  text: `INSERT INTO ${TABLE} (conversation_id, sequence, kind, at, sender_kind, sender_id, sender_name, client_message_id, text)
         VALUES ($1, $2, 'text', now(), 'business', $1, '王**', $3, $4)`,
};

export interface InsertLimit {
  /** Single-row commits per second at 32 connections, prepared, from one process. */
  perSecond: number;
  /** One commit, at the pace of the messages. */
  commit: Latency;
}

/** What PostgreSQL itself does with the very row that a message becomes. */
export async function measureInserts(
  { adminDatabaseUrl }: RunningSuite,
  seconds: number,
  pace: number,
): Promise<InsertLimit> {
  const admin = new Client({ connectionString: adminDatabaseUrl });
  await admin.connect();
  await admin.query(`DROP TABLE IF EXISTS ${TABLE}`);
  await admin.query(`CREATE TABLE ${TABLE} (LIKE desk.entries INCLUDING ALL)`);
  const pool = new Pool({ connectionString: adminDatabaseUrl, max: 32 });
  try {
    const commit = await latencyAtPace(seconds, pace, () => insert(pool, randomUUID(), 1));
    let done = 0;
    const end = performance.now() + seconds * 1000;
    const worker = async (): Promise<void> => {
      const conversationId = randomUUID();
      for (let sequence = 1; performance.now() < end; sequence += 1, done += 1)
        await insert(pool, conversationId, sequence);
    };
    await Promise.all(Array.from({ length: 32 }, worker));
    return { perSecond: done / seconds, commit };
  } finally {
    await pool.end();
    await admin.query(`DROP TABLE ${TABLE}`);
    await admin.end();
  }
}

const insert = (pool: Pool, conversationId: string, sequence: number): Promise<unknown> =>
  pool.query({ ...INSERT, values: [conversationId, sequence, `b${sequence}`, TEXT] });

/** A request from the gateway's user to an echo of the desk's, over the suite's own server, at the pace of the messages. */
export async function measureNatsRoundTrip(
  { nats }: RunningSuite,
  seconds: number,
  pace: number,
): Promise<Latency> {
  const connection = (name: NatsUser): Promise<NatsConnection> => {
    const { user, password: pass } = nats.credentials(name) ?? {};
    return connect({ servers: nats.url, ...(user ? { user, pass, inboxPrefix: `_INBOX_${user}` } : {}) });
  };
  const [asker, answerer] = await Promise.all([connection('gateway'), connection('desk')]);
  try {
    answerer.subscribe(ECHO, { callback: (_, msg) => void msg.respond(msg.data) });
    await answerer.flush();
    return await latencyAtPace(seconds, pace, () => asker.request(ECHO, TEXT, { timeout: 5_000 }));
  } finally {
    await Promise.all([asker.close(), answerer.close()]);
  }
}

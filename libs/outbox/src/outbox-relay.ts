import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventEnvelope, EventType } from '#contracts';
import { Pool, sqlState } from '#database';
import { WorkLoop, type EventStream } from '#messaging';
import { Logger } from '#observability';
import { EventStreams } from './event-streams';

interface OutboxRow {
  id: string;
  type: EventType;
  occurred_at: Date;
  request_id: string;
  data: object;
}

const BATCH = 200;
const IDLE_MS = 500;
const RETRY_MS = 1_000;
/** Above what a batch takes to be carried or given up; so long nothing is carried when an instance dies with one in flight. */
const CLAIM_SECONDS = 10;
const KEEP_DAYS = 7;
const LOCK_KEY = 7_243_001;

/**
 * Carries outbox rows to the service's streams, in order, with their id as `Nats-Msg-Id`. Of all instances only one has a
 * batch in flight. What a stream is found to have lost (its last sequence is behind one it had confirmed) is carried again.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop = new WorkLoop(
    () => this.step(),
    (error) => {
      this.log.warn(
        { reason: String(error), sqlState: sqlState(error) },
        'Events wait in the outbox: PostgreSQL or JetStream does not answer.',
      );
      return RETRY_MS;
    },
  );
  /** The connection to the server with which the streams were compared last. */
  private reconciled: number | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly streams: EventStreams,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loop.stop();
  }

  /** Something was committed: do not wait for the next look. */
  wake(): void {
    this.loop.wake();
  }

  private async step(): Promise<number> {
    // Once per server connection: a restarted server may have come back with less than it had confirmed.
    const { connections } = this.streams;
    if (this.reconciled !== connections) {
      await this.reconcile();
      this.reconciled = connections;
    }
    return (await this.carryBatch()) === 0 ? IDLE_MS : 0;
  }

  private async carryBatch(): Promise<number> {
    const rows = await this.claim();
    if (rows.length === 0) return 0;
    const acks = await Promise.allSettled(rows.map(async (row) => this.streams.publish(toEnvelope(row))));
    const done = acks.flatMap((ack, i) =>
      ack.status === 'fulfilled' ? [{ id: rows[i]?.id, sequence: ack.value }] : [],
    );
    await this.pool.query(
      `UPDATE outbox o SET published_at = now(), stream_sequence = done.sequence, claimed_until = NULL
         FROM unnest($1::uuid[], $2::bigint[]) AS done(id, sequence) WHERE o.id = done.id`,
      [done.map((row) => row.id), done.map((row) => row.sequence)],
    );
    const failed = acks.find((ack) => ack.status === 'rejected');
    if (failed) {
      await this.pool.query(
        'UPDATE outbox SET claimed_until = NULL WHERE id = ANY($1) AND published_at IS NULL',
        [rows.map((row) => row.id)],
      );
      throw failed.reason;
    }
    return rows.length;
  }

  /** The next batch, unless another instance has one in flight. */
  private async claim(): Promise<OutboxRow[]> {
    const { rows } = await this.pool.query<OutboxRow>(
      `WITH free AS MATERIALIZED (
         SELECT pg_try_advisory_xact_lock(${LOCK_KEY}) AND NOT EXISTS (
           SELECT 1 FROM outbox WHERE published_at IS NULL AND claimed_until > now()
         ) AS yes
       ), next AS (
         SELECT id FROM outbox, free WHERE free.yes AND published_at IS NULL ORDER BY id LIMIT ${BATCH} FOR UPDATE OF outbox SKIP LOCKED
       )
       UPDATE outbox o SET claimed_until = now() + interval '${CLAIM_SECONDS} seconds' FROM next WHERE o.id = next.id
       RETURNING o.id, o.type, o.occurred_at, o.request_id, o.data`,
    );
    return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  private async reconcile(): Promise<void> {
    for (const stream of this.streams.all) await this.reconcileWith(stream);
    await this.pool.query(`DELETE FROM outbox WHERE published_at < now() - interval '${KEEP_DAYS} days'`);
    await this.pool.query(`DELETE FROM inbox WHERE handled_at < now() - interval '${2 * KEEP_DAYS} days'`);
  }

  private async reconcileWith(stream: EventStream): Promise<void> {
    const lastSequence = await stream.ensure();
    const { rowCount } = await this.pool.query(
      `UPDATE outbox SET published_at = NULL, claimed_until = NULL, stream_sequence = NULL
        WHERE stream_sequence > $1 AND starts_with(type, $2)
          AND occurred_at > now() - interval '${KEEP_DAYS} days'`,
      [lastSequence, `${stream.owner}.`],
    );
    if (rowCount)
      this.log.warn(
        { events: rowCount },
        'JetStream had lost events that it had confirmed; they are carried again.',
      );
  }
}

const toEnvelope = (row: OutboxRow): EventEnvelope =>
  ({
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at.toISOString(),
    requestId: row.request_id,
    data: row.data,
  }) as EventEnvelope;

import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventEnvelope, EventType } from '#contracts';
import { Pool, sqlState, type PoolClient } from '#database';
import { WorkLoop, type EventStream } from '#messaging';
import { Logger } from '#observability';
import { EventStreams } from './event-streams';
import { forgetting } from './forgetting';

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
/** Above what a batch takes to be carried or given up; so long nothing is carried when an instance hangs with one in flight. */
const HUNG_SECONDS = 10;
const KEEP_DAYS = 7;
const LOCK_KEY = 7_243_001;

const BEGIN = `SELECT CASE WHEN pg_try_advisory_lock(${LOCK_KEY})
    THEN set_config('idle_session_timeout', '${HUNG_SECONDS}s', false) END AS mine`;
const END = `SELECT pg_advisory_unlock(${LOCK_KEY}), set_config('idle_session_timeout', '0', false)`;
const NEXT = {
  name: 'outbox-next',
  text: `SELECT id, type, occurred_at, request_id, data FROM outbox WHERE published_at IS NULL ORDER BY id LIMIT ${BATCH}`,
};
/** Planned each time: a plan kept from when the table was small reads all of it. */
const CARRIED = `UPDATE outbox o SET published_at = now(), stream_sequence = done.sequence
                   FROM unnest($1::uuid[], $2::bigint[]) AS done(id, sequence) WHERE o.id = done.id`;

/** Of a stream that lost everything, a week of a large city is marked at once; nothing may be carried in between. */
const RECONCILE_WITHIN = '10min';

/**
 * Carries outbox rows to the service's streams, in order, with their id as `Nats-Msg-Id`. Of all instances one at a time
 * does so, under a lock that ends with its connection. What a stream is found to have lost (its last sequence is behind one
 * that it had confirmed) is carried again.
 */
@Injectable()
export class OutboxRelay implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly loop = new WorkLoop(
    (stopping) => this.step(stopping),
    (error) => {
      this.log.warn(
        { reason: String(error), sqlState: sqlState(error) },
        'Events wait in the outbox: PostgreSQL or JetStream does not answer.',
      );
      return RETRY_MS;
    },
  );
  private readonly tidying: WorkLoop;
  /** The connection to the server with which the streams were compared last. */
  private reconciled: number | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly streams: EventStreams,
    private readonly log: Logger,
  ) {
    const carried = { table: 'outbox', id: 'id', doneAt: 'published_at', days: KEEP_DAYS } as const;
    this.tidying = forgetting(pool, carried);
  }

  onApplicationBootstrap(): void {
    this.loop.start();
    this.tidying.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.loop.stop(), this.tidying.stop()]);
  }

  /** Something was committed: do not wait for the next look. */
  wake(): void {
    this.loop.wake();
  }

  private async step(stopping: AbortSignal): Promise<number> {
    // Once per server connection: a restarted server may have come back with less than it had confirmed.
    const { connections } = this.streams;
    if (this.reconciled !== connections) {
      await this.reconcile();
      this.reconciled = connections;
    }
    const isCurrent = (): boolean => !stopping.aborted && this.streams.connections === connections;
    const client = await this.pool.connect();
    // The next statement fails, too, and says why.
    const ignore = (): void => undefined;
    client.on('error', ignore);
    try {
      const { rows } = await client.query<{ mine: string | null }>(BEGIN);
      if (rows[0]?.mine) {
        while ((await this.carryBatch(client)) > 0 && isCurrent());
        await client.query(END);
      }
      client.off('error', ignore);
      client.release();
    } catch (error) {
      client.release(true);
      throw error;
    }
    return isCurrent() ? IDLE_MS : 0;
  }

  private async carryBatch(client: PoolClient): Promise<number> {
    const { rows } = await client.query<OutboxRow>(NEXT);
    if (rows.length === 0) return 0;
    const acks = await Promise.allSettled(rows.map(async (row) => this.streams.publish(toEnvelope(row))));
    const done = acks.flatMap((ack, i) =>
      ack.status === 'fulfilled' ? [{ id: rows[i]?.id, sequence: ack.value }] : [],
    );
    await client.query(CARRIED, [done.map((row) => row.id), done.map((row) => row.sequence)]);
    const failed = acks.find((ack) => ack.status === 'rejected');
    if (failed) throw failed.reason;
    return rows.length;
  }

  private async reconcile(): Promise<void> {
    for (const stream of this.streams.all) await this.reconcileWith(stream);
  }

  private async reconcileWith(stream: EventStream): Promise<void> {
    const lastSequence = await stream.ensure();
    const events = await this.markLost(stream, lastSequence);
    if (events > 0)
      this.log.warn({ events }, 'JetStream had lost events that it had confirmed; they are carried again.');
    await stream.replicate().catch((error: unknown) => {
      this.log.warn(
        { reason: String(error), stream: stream.owner },
        'A stream cannot have the replicas that it should have; it goes on with those that it has.',
      );
    });
  }

  private async markLost({ owner }: EventStream, lastSequence: number): Promise<number> {
    const client = await this.pool.connect();
    try {
      await client.query(`BEGIN; SET LOCAL statement_timeout = '${RECONCILE_WITHIN}'`);
      const { rowCount } = await client.query(
        `UPDATE outbox SET published_at = NULL, stream_sequence = NULL
          WHERE stream_sequence > $1 AND starts_with(type, $2)
            AND occurred_at > now() - interval '${KEEP_DAYS} days'`,
        [lastSequence, `${owner}.`],
      );
      await client.query('COMMIT');
      client.release();
      return rowCount ?? 0;
    } catch (error) {
      client.release(true);
      throw error;
    }
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

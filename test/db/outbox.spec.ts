import { Pool } from '#database';
import type { EventStream } from '#messaging';
import { EventStreams, forgetBatch, OutboxRelay } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { until } from '../support/e2e-until';

const DAY_MS = 86_400_000;
const STATEMENT_TIMEOUT_MS = 200;
const QUIET = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
};

describe('the outbox', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase('desk');
    const options = '-c search_path=desk';
    pool = new Pool({ connectionString: database.url, options, statement_timeout: STATEMENT_TIMEOUT_MS });
  });
  afterEach(() => pool.query('DELETE FROM outbox'));
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  /** So many rows of so many days ago. */
  async function store(count: number, days: number, sequence: number | null): Promise<void> {
    const at = new Date(Date.now() - days * DAY_MS);
    const ids = Array.from({ length: count }, () => uuidv7({ msecs: at.getTime() }));
    await pool.query(
      `INSERT INTO outbox (id, type, request_id, data, occurred_at, published_at, stream_sequence)
       SELECT id, 'desk.evt.calendar.changed', 'r', '{}', $2, $3, $4 FROM unnest($1::uuid[]) AS id`,
      [ids, at, sequence === null ? null : at, sequence],
    );
  }

  const left = async (): Promise<number> => (await pool.query('SELECT FROM outbox')).rowCount ?? 0;

  it('forgets batch by batch what was carried a week ago, and nothing else', async () => {
    await store(1_500, 8, 1);
    await store(3, 6, 2);
    await store(2, 8, null);
    const carried = { table: 'outbox', id: 'id', doneAt: 'published_at', days: 7 } as const;
    const batches = [];
    for (let batch = 0; batch < 3; batch += 1) batches.push(await forgetBatch(pool, carried));
    expect([batches, await left()]).toEqual([[1_000, 500, 0], 5]);
  });

  it('carries again what a stream has lost, also when marking that takes longer than a statement may', async () => {
    await store(1, 1, 7);
    const owner = new Pool({ connectionString: database.ownerUrl, options: '-c search_path=desk' });
    await owner.query(`
      CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(${(3 * STATEMENT_TIMEOUT_MS) / 1_000}); RETURN NEW; END $$;
      CREATE TRIGGER slowly BEFORE UPDATE ON outbox FOR EACH ROW WHEN (NEW.published_at IS NULL) EXECUTE FUNCTION slowly()`);
    await owner.end();
    const carried: string[] = [];
    const stream = {
      owner: 'desk',
      connections: 1,
      ensure: async () => 0,
      replicate: async () => undefined,
      publish: async ({ id }: { id: string }) => carried.push(id),
    };
    const relay = new OutboxRelay(pool, new EventStreams([stream as unknown as EventStream]), QUIET);
    relay.onApplicationBootstrap();
    try {
      await until(async () => carried.length > 0, 'it is carried again');
    } finally {
      await relay.onApplicationShutdown();
    }
    expect(carried).toHaveLength(1);
  });
});

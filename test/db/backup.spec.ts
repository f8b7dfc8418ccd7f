import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from '#database';
import { Client } from 'pg';
import { afterRestore } from '../../apps/enterprise-desk/src/database/after-restore';
import { copyCluster } from '../../tools/backup/copy-cluster';
import { copyFolder } from '../../tools/backup/copy-folder';
import { fileOutput } from '../../tools/launcher/output';
import { freePorts } from '../../tools/launcher/ports';
import { preparePostgres, probePostgres } from '../../tools/launcher/postgres';
import { SupervisedProcess, untilReady } from '../../tools/launcher/process';
import { withClient } from '../../tools/launcher/provision';
import { findRoot } from '../../tools/launcher/root';
import { Watchdog } from '../../tools/launcher/watchdog';
import { createTestDatabase, type TestDatabase } from '../support/database';

const PASSWORD = 'only-for-this-test';

describe('a backup of a server that runs', () => {
  let home: string;
  let watchdog: Watchdog;
  const running: SupervisedProcess[] = [];

  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'qifu-backup-'));
    chmodSync(home, 0o755);
    watchdog = new Watchdog(findRoot());
  });
  afterAll(async () => {
    for (const server of running) await server.stop(5_000);
    await watchdog.end();
    rmSync(home, { recursive: true });
  });

  async function serve(folder: string): Promise<string> {
    const output = fileOutput(join(home, 'log'));
    const { signal } = new AbortController();
    const [port = 0] = await freePorts(1);
    const options = { folder, port, password: PASSWORD, unsafe: true };
    const server = new SupervisedProcess(
      await preparePostgres(options, output, watchdog, signal),
      output,
      watchdog,
    );
    running.push(server);
    server.launch();
    const url = `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/postgres`;
    await untilReady([server], () => probePostgres(url), 30_000, signal);
    return url;
  }

  it('has all that was committed before it began, and of what came meanwhile the beginning', async () => {
    const [original, copy] = [join(home, 'original'), join(home, 'copy')];
    const url = await serve(original);
    const writer = new Client({ connectionString: url });
    await writer.connect();
    await writer.query('CREATE TABLE numbers (n int PRIMARY KEY, filling text)');
    let written = 0;
    let writing = true;
    const write = async (): Promise<void> => {
      while (writing)
        await writer.query(`INSERT INTO numbers VALUES ($1, repeat('x', 5000))`, [(written += 1)]);
    };
    const done = write();
    while (written < 500) await new Promise((next) => setImmediate(next));
    const before = written - 1;
    await copyFolder(original, copy, () => true);
    await withClient(url, (admin) => copyCluster(admin, join(original, 'cluster'), join(copy, 'cluster')));
    writing = false;
    await done;
    await writer.end();
    const restored = await withClient(await serve(copy), (client) =>
      client.query<{ count: number; last: number }>(
        'SELECT count(*)::int AS count, max(n) AS last FROM numbers',
      ),
    );
    const { count = 0, last } = restored.rows[0] ?? {};
    expect(count).toBe(last);
    expect(count).toBeGreaterThanOrEqual(before);
    expect(count).toBeLessThanOrEqual(written);
  });
});

describe('after a restore', () => {
  let database: TestDatabase;
  let desk: Pool;

  beforeAll(async () => {
    database = await createTestDatabase('desk');
    desk = new Pool({ connectionString: database.url, options: '-c search_path=desk' });
  });
  afterEach(() => desk.query('DELETE FROM order_numbers; DELETE FROM outbox'));
  afterAll(async () => {
    await desk?.end();
    await database?.drop();
  });

  const numbers = async (): Promise<string[]> =>
    (
      await desk.query<{ text: string }>(
        `SELECT to_char(day, 'MM-DD ') || last AS text FROM order_numbers ORDER BY day`,
      )
    ).rows.map(({ text }) => text);
  const now = new Date('2026-11-27T01:00:00Z');

  it('no number is given that was given after the backup, on whatever day', async () => {
    await desk.query(`INSERT INTO order_numbers VALUES ('2026-11-23', 9), ('2026-11-25', 42)`);
    await afterRestore(desk, now);
    const leapt = ['11-25 100000', '11-26 100000', '11-27 100000', '11-28 100000'];
    expect(await numbers()).toEqual(['11-23 9', ...leapt]);
    await desk.query(`UPDATE order_numbers SET last = 100007 WHERE day = '2026-11-27'`);
    await afterRestore(desk, now);
    expect(await numbers()).toContain('11-27 200000');
  });

  it('an empty desk leaps as well', async () => {
    await afterRestore(desk, now);
    expect(await numbers()).toEqual(['11-27 100000', '11-28 100000']);
  });

  it('what is kept of the outbox is carried again', async () => {
    await desk.query(
      `INSERT INTO outbox (id, type, request_id, data, published_at, stream_sequence)
       VALUES (gen_random_uuid(), 'desk.evt.calendar.changed', 'r', '{}', now(), 5)`,
    );
    await afterRestore(desk, now);
    const { rows } = await desk.query(
      'SELECT FROM outbox WHERE published_at IS NULL AND stream_sequence IS NULL',
    );
    expect(rows).toHaveLength(1);
  });
});

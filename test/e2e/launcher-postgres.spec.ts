import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type QueryResult } from 'pg';
import { wipeDataFolder } from '../../tools/launcher/data-folder';
import { freePorts } from '../../tools/launcher/ports';
import { endPostgresLeftover, preparePostgres, probePostgres } from '../../tools/launcher/postgres';
import { SupervisedProcess, untilReady } from '../../tools/launcher/process';
import {
  checkDatabaseUrl,
  type DatabaseRole,
  ensureDatabase,
  provision,
  urlFor,
} from '../../tools/launcher/provision';
import { findRoot } from '../../tools/launcher/root';
import { generateSecrets } from '../../tools/launcher/secrets';
import { Watchdog } from '../../tools/launcher/watchdog';

const output = { line: (): void => undefined };
const { signal } = new AbortController();

async function query(url: string, sql: string): Promise<QueryResult<Record<string, unknown>>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query<Record<string, unknown>>(sql);
  } finally {
    await client.end();
  }
}

describe('a real embedded PostgreSQL', () => {
  const base = mkdtempSync(join(tmpdir(), 'qifu-postgres-'));
  const folder = join(base, 'postgres');
  const secrets = generateSecrets();
  const password = secrets.database.superuser;
  const watchdog = new Watchdog(findRoot());
  let adminUrl = '';
  let server: SupervisedProcess;

  const as = (role: DatabaseRole, sql: string): Promise<QueryResult<Record<string, unknown>>> =>
    query(urlFor(adminUrl, role, secrets), sql);

  beforeAll(async () => {
    chmodSync(base, 0o755);
    const [port = 0] = await freePorts(1);
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const spec = await preparePostgres({ folder, port, password, unsafe: false }, output, watchdog, signal);
    server = new SupervisedProcess(spec, output, watchdog);
    server.launch();
    await untilReady([server], () => probePostgres(url), 30_000, signal);
    adminUrl = await ensureDatabase(url, 'qifu');
    await provision(adminUrl, secrets);
  }, 60_000);
  afterAll(async () => {
    await server.stop(5_000);
    await watchdog.end();
    wipeDataFolder(base);
    rmSync(base, { recursive: true });
  });

  it('is durable, in UTF-8, and finds Chinese words by their trigrams', async () => {
    const { rows } = await query(
      adminUrl,
      "SELECT current_setting('fsync') AS fsync, getdatabaseencoding() AS encoding",
    );
    expect(rows).toEqual([{ fsync: 'on', encoding: 'UTF8' }]);
    await as('qifu_owner', 'CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA knowledge');
    expect((await as('knowledge', "SELECT show_trgm('公积金') <> '{}' AS found")).rows).toEqual([
      { found: true },
    ]);
  });

  it('can be provisioned again', async () => {
    await provision(adminUrl, secrets);
    await checkDatabaseUrl(adminUrl);
  });

  it("lets a service use its own schema's tables, and nothing else", async () => {
    await as('qifu_owner', 'CREATE TABLE IF NOT EXISTS desk.note (id bigserial, text text)');
    expect((await as('desk', "INSERT INTO note (text) VALUES ('a') RETURNING text")).rowCount).toBe(1);
    await expect(as('desk', 'CREATE TABLE desk.mine ()')).rejects.toThrow(/permission denied/);
    await expect(as('knowledge', 'SELECT * FROM desk.note')).rejects.toThrow(/permission denied/);
    await expect(checkDatabaseUrl(urlFor(adminUrl, 'desk', secrets))).rejects.toThrow(/may not create roles/);
  });

  it("leaves a role of someone else's alone", async () => {
    await query(adminUrl, 'COMMENT ON ROLE desk IS NULL');
    await expect(provision(adminUrl, secrets)).rejects.toThrow(/role "desk" already/);
    await query(adminUrl, "COMMENT ON ROLE desk IS 'Qifu Desk'");
  });

  it('comes back with all that was committed after a kill -9', async () => {
    await as('desk', "INSERT INTO note (text) VALUES ('kept')");
    server.kill('SIGKILL');
    while (server.running) await sleep(20);
    while (await probePostgres(adminUrl)) await sleep(50);
    expect((await as('desk', "SELECT FROM note WHERE text = 'kept'")).rowCount).toBe(1);
  });

  it('is ended when an earlier launcher left it running', async () => {
    const before = server.pid;
    await endPostgresLeftover(folder);
    while (server.pid === before || !server.running) await sleep(20);
    while (await probePostgres(adminUrl)) await sleep(50);
    expect((await as('desk', "SELECT FROM note WHERE text = 'kept'")).rowCount).toBe(1);
  });
});

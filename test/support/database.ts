import { randomBytes } from 'node:crypto';
import { env } from 'node:process';
import { migrate } from '#database';
import { Client } from 'pg';
import { migrations as desk } from '../../apps/enterprise-desk/src/database/migrations';
import { migrations as knowledge } from '../../apps/knowledge/src/database/migrations';
import { ensureDatabase, provision, urlFor } from '../../tools/launcher/provision';
import type { ThrowawayPostgres } from '../../tools/launcher/throwaway-postgres';

const MIGRATIONS = { desk, knowledge };
const TEMPLATE_LOCK = 1;

export type Schema = keyof typeof MIGRATIONS;

export interface TestDatabase {
  /** Of the service's own role. */
  url: string;
  /** Of the role that owns the schema. */
  ownerUrl: string;
  /** For what no role of ours may do. */
  superuserUrl: string;
  drop(): Promise<void>;
}

function testServer(): ThrowawayPostgres {
  if (!env.QIFU_TEST_SERVER)
    throw new Error('There is no test server: run this file in the jest project "db".');
  return JSON.parse(env.QIFU_TEST_SERVER) as ThrowawayPostgres;
}

async function asAdmin<T>(work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: testServer().adminUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The first to need it makes it, the others wait. */
async function ensureTemplate(schema: Schema): Promise<string> {
  const { adminUrl, secrets } = testServer();
  const name = `template_${schema}`;
  await asAdmin(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    const url = await ensureDatabase(adminUrl, `${name}_unfinished`);
    await provision(url, secrets);
    await migrate({ url: urlFor(url, 'qifu_owner', secrets), schema, migrations: MIGRATIONS[schema] });
    await client.query(`ALTER DATABASE ${name}_unfinished RENAME TO ${name}`);
  });
  return name;
}

/** A fresh database with the tables of one service, for one test file. */
export async function createTestDatabase(schema: Schema): Promise<TestDatabase> {
  const { adminUrl, secrets } = testServer();
  const template = await ensureTemplate(schema);
  const name = `test_${schema}_${randomBytes(6).toString('hex')}`;
  await asAdmin((client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`));
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: urlFor(url.href, schema, secrets),
    ownerUrl: urlFor(url.href, 'qifu_owner', secrets),
    superuserUrl: url.href,
    drop: async () => void (await asAdmin((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))),
  };
}

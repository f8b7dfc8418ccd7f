import { Client } from 'pg';
import { LaunchError, reasonOf } from './launch-error';
import type { Secrets } from './secrets';

const OWNER = 'qifu_owner';
/** Each service's role, which is also the name of its schema. */
export const SERVICE_ROLES = ['desk', 'knowledge'] as const;
export type DatabaseRole = typeof OWNER | (typeof SERVICE_ROLES)[number];

/** Marks the roles that are ours: a role of the same name in someone else's server keeps its password. */
const MARK = 'Qifu Desk';

/** `adminUrl` with another user. */
export function urlFor(adminUrl: string, role: DatabaseRole, secrets: Secrets): string {
  const url = new URL(adminUrl);
  url.username = role;
  url.password = encodeURIComponent(secrets.database[role]);
  return url.href;
}

/** `work` with a connection of its own, closed afterwards. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Creates the database on a server of our own; `adminUrl` is the superuser's. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<string> {
  await withClient(adminUrl, async (client) => {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

/** Checks a server that someone else runs, before anything is changed on it. */
export async function checkDatabaseUrl(databaseUrl: string): Promise<void> {
  if (!/^postgres(ql)?:\/\/[^/]+\/[^/]+/.test(databaseUrl) || !URL.canParse(databaseUrl)) {
    throw new LaunchError('DATABASE_URL is not of the form postgres://user:password@host:port/database.');
  }
  const { host, pathname } = new URL(databaseUrl);
  try {
    await withClient(databaseUrl, async (client) => {
      const { rows } = await client.query<{ user: string; may: boolean }>(
        `SELECT rolname AS user, rolsuper OR (rolcreaterole AND has_database_privilege(current_database(), 'CREATE')) AS may
           FROM pg_roles WHERE rolname = current_user`,
      );
      if (rows[0]?.may) return;
      throw new LaunchError(`The user ${rows[0]?.user} of DATABASE_URL may not create roles and schemas.`);
    });
  } catch (error) {
    if (error instanceof LaunchError) throw error;
    throw new LaunchError(`DATABASE_URL (${host}${pathname}) cannot be used: ${reasonOf(error)}.`);
  }
}

async function ensureRole(client: Client, role: DatabaseRole, password: string): Promise<void> {
  const { rows } = await client.query<{ mark: string | null }>(
    `SELECT shobj_description(oid, 'pg_authid') AS mark FROM pg_roles WHERE rolname = $1`,
    [role],
  );
  const existing = rows[0];
  if (existing && existing.mark !== MARK) {
    throw new LaunchError(`The database server has a role "${role}" already that is not Qifu Desk's.`);
  }
  const verb = existing ? 'ALTER' : 'CREATE';
  const attributes = existing ? '' : 'LOGIN NOCREATEDB NOCREATEROLE';
  await client.query(`${verb} ROLE ${role} ${attributes} PASSWORD ${client.escapeLiteral(password)}`);
  if (!existing) await client.query(`COMMENT ON ROLE ${role} IS '${MARK}'`);
}

/** Roles, schemas and grants as they should be, whatever is there already; `adminUrl` names the database. */
export async function provision(adminUrl: string, secrets: Secrets): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name');
    const database = client.escapeIdentifier(rows[0]?.name ?? '');
    await client.query('BEGIN');
    await ensureRole(client, OWNER, secrets.database[OWNER]);
    await client.query(`GRANT ${OWNER} TO CURRENT_USER`);
    await client.query(`GRANT CONNECT, TEMPORARY, CREATE ON DATABASE ${database} TO ${OWNER}`);
    for (const role of SERVICE_ROLES) {
      await ensureRole(client, role, secrets.database[role]);
      await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${role}`);
      await client.query(`CREATE SCHEMA IF NOT EXISTS ${role} AUTHORIZATION ${OWNER}`);
      await client.query(`GRANT USAGE ON SCHEMA ${role} TO ${role}`);
      await client.query(`ALTER ROLE ${role} IN DATABASE ${database} SET search_path = ${role}`);
      const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${OWNER} IN SCHEMA ${role}`;
      await client.query(`${defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${role}`);
      await client.query(`${defaults} GRANT USAGE, SELECT ON SEQUENCES TO ${role}`);
    }
    await client.query('COMMIT');
  });
}

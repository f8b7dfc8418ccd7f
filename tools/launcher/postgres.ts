import { chownSync, existsSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { LaunchError, reasonOf } from './launch-error';
import { endLeftover } from './leftovers';
import type { Output } from './output';
import { placePostgres, type PostgresPlace } from './postgres-place';
import { type ProcessSpec, SupervisedProcess } from './process';
import { withClient } from './provision';
import type { Watchdog } from './watchdog';

export interface PostgresOptions {
  folder: string;
  port: number;
  password: string;
  /** Gives up durability for speed, for tests whose data nobody misses. */
  unsafe: boolean;
}

/** Kept of the log for reuse, see `prepareLog`. */
const LOG_MEGABYTES = 256;
const SEGMENT_MEGABYTES = 16;
const ENVIRONMENT = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

function settings({ port, unsafe }: PostgresOptions): Record<string, string | number> {
  const durable = unsafe ? 'off' : 'on';
  return {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '256MB',
    min_wal_size: `${LOG_MEGABYTES}MB`,
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // Plans that are kept from when a table was empty go when it is next analysed.
    autovacuum_naptime: '10s',
    jit: 'off',
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    // Failed statements are the services' to report; with their details they would put personal data into the log.
    log_min_messages: 'fatal',
    log_error_verbosity: 'terse',
    log_line_prefix: '',
    timezone: 'UTC',
  };
}

/** Makes the cluster beside its place and moves it there when whole, so that an interrupted start breaks nothing. */
async function initialise(
  { bin, data, runAs }: PostgresPlace,
  options: PostgresOptions,
  output: Output,
  watchdog: Watchdog,
  signal: AbortSignal,
): Promise<void> {
  const unfinished = join(data, 'cluster.new');
  const passwordFile = join(data, 'password');
  rmSync(unfinished, { recursive: true, force: true });
  writeFileSync(passwordFile, options.password, { mode: 0o600 });
  if (runAs) chownSync(passwordFile, runAs.uid, runAs.gid);
  const args = [
    ...['-D', unfinished, '-U', 'postgres', '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...[
      '--encoding',
      'UTF8',
      '--locale',
      'C.UTF-8',
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
    ],
  ];
  const initdb = new SupervisedProcess(
    { name: 'initdb', command: join(bin, 'initdb'), args, env: ENVIRONMENT, cwd: '/', runAs, silent: true },
    output,
    watchdog,
  );
  await initdb.complete(signal).finally(() => rmSync(passwordFile, { force: true }));
  renameSync(unfinished, join(data, 'cluster'));
}

/** Ends the server that an earlier launcher left running on the folder. */
export async function endPostgresLeftover(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const cluster = join(realpathSync(folder), 'cluster');
  await endLeftover(join(cluster, 'postmaster.pid'), cluster, 'SIGINT');
}

/** Puts the data in its place, made where there is none, and tells how to run the server on it. */
export async function preparePostgres(
  options: PostgresOptions,
  output: Output,
  watchdog: Watchdog,
  signal: AbortSignal,
): Promise<ProcessSpec> {
  const place = placePostgres(options.folder, output);
  const cluster = join(place.data, 'cluster');
  try {
    const foreign = readdirSync(place.data).find(
      (name) => !['cluster', 'cluster.new', 'password'].includes(name),
    );
    if (foreign) throw new LaunchError(`${place.data} holds ${foreign}, which is not PostgreSQL's data.`);
    if (!existsSync(cluster)) await initialise(place, options, output, watchdog, signal);
  } catch (error) {
    if (error instanceof LaunchError || signal.aborted) throw error;
    throw new LaunchError(`The database's folder ${place.data} cannot be used: ${reasonOf(error)}.`);
  }
  return {
    name: 'postgres',
    command: join(place.bin, 'postgres'),
    args: [
      '-D',
      cluster,
      ...Object.entries(settings(options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    env: ENVIRONMENT,
    cwd: '/',
    runAs: place.runAs,
    advice: `restore its data in ${place.data} from a backup, or start over with "npm start -- --fresh"`,
    // Said to clients that come too early or stay too long, our own probe among them.
    noise: /the database system is (starting up|shutting down)|terminating connection/,
    // "Fast shutdown": SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
  };
}

/** Undefined once the server takes the superuser in, else what is missing. */
export async function probePostgres(adminUrl: string): Promise<string | undefined> {
  const client = new Client({ connectionString: adminUrl, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    if ((error as { code?: string }).code === '28P01') {
      throw new LaunchError('The passwords in secrets.json are not those of the database beside it.');
    }
    return `postgres: ${reasonOf(error)}`;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A commit waits while the next segment of the log is filled with zeros: a new server gets its first ones at once. */
export const prepareLog = (adminUrl: string): Promise<void> =>
  withClient(adminUrl, async (client) => {
    await client.query(
      "SELECT pg_logical_emit_message(false, 'qifu', ''), pg_switch_wal() FROM generate_series(1, $1)",
      [LOG_MEGABYTES / SEGMENT_MEGABYTES],
    );
    await client.query('CHECKPOINT');
  });

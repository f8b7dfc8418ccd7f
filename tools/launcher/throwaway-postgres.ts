import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wipeDataFolder } from './data-folder';
import { fileOutput } from './output';
import { freePorts } from './ports';
import { preparePostgres, probePostgres } from './postgres';
import { SupervisedProcess, untilReady } from './process';
import { findRoot } from './root';
import { generateSecrets, type Secrets } from './secrets';
import { Watchdog } from './watchdog';

export interface ThrowawayPostgres {
  adminUrl: string;
  secrets: Secrets;
}

export interface RunningThrowawayPostgres extends ThrowawayPostgres {
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** A PostgreSQL for tests and benches: without durability, on a free port; `stop` deletes its data. */
export async function startThrowawayPostgres(): Promise<RunningThrowawayPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'qifu-throwaway-'));
  chmodSync(folder, 0o755);
  const output = fileOutput(join(folder, 'postgres.log'));
  const watchdog = new Watchdog(findRoot());
  const { signal } = new AbortController();
  const secrets = generateSecrets();
  const password = secrets.database.superuser;
  const [port = 0] = await freePorts(1);
  const adminUrl = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const options = { folder: join(folder, 'postgres'), port, password, unsafe: true };
  const postgres = new SupervisedProcess(
    await preparePostgres(options, output, watchdog, signal),
    output,
    watchdog,
  );
  const stop = async (): Promise<void> => {
    await postgres.stop(STOP_TIMEOUT_MS);
    await watchdog.end();
    wipeDataFolder(folder);
    rmSync(folder, { recursive: true });
  };
  postgres.launch();
  try {
    await untilReady([postgres], () => probePostgres(adminUrl), START_TIMEOUT_MS, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { adminUrl, secrets, stop };
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wipeDataFolder } from '../../tools/launcher/data-folder';
import { fileOutput } from '../../tools/launcher/output';
import { freePorts } from '../../tools/launcher/ports';
import { preparePostgres, probePostgres } from '../../tools/launcher/postgres';
import { SupervisedProcess, untilReady } from '../../tools/launcher/process';
import { findRoot } from '../../tools/launcher/root';
import { generateSecrets, type Secrets } from '../../tools/launcher/secrets';
import { Watchdog } from '../../tools/launcher/watchdog';

export interface TestServer {
  adminUrl: string;
  secrets: Secrets;
}

export interface RunningTestServer extends TestServer {
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

/** A PostgreSQL of the tests' own, without durability, on a free port; `stop` deletes its data. */
export async function startTestServer(): Promise<RunningTestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'qifu-test-'));
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

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wipeDataFolder } from '../launcher/data-folder';
import { fileOutput } from '../launcher/output';
import { freePorts } from '../launcher/ports';
import { startSuite, type RunningSuite, type SuiteOptions } from '../launcher/suite';

export const NO_LIMIT = '1000000';

/** Runs `work` on a suite of its own, on free ports and in a folder that goes with it. */
export async function inBenchSuite(
  env: NodeJS.ProcessEnv,
  work: (suite: RunningSuite) => Promise<void>,
  options: Pick<SuiteOptions, 'agencies' | 'desks'> = {},
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'qifu-bench-'));
  chmodSync(dataDir, 0o755);
  const [gateway = 0, postgres = 0, nats = 0] = await freePorts(3);
  const suite = await startSuite({
    ...options,
    dataDir,
    ports: { gateways: [gateway], postgres, nats },
    output: fileOutput(join(dataDir, 'suite.log')),
    seed: true,
    env: { LOG_LEVEL: 'warn', GATEWAY_SIGN_INS_PER_SECOND: NO_LIMIT, ...env },
  });
  try {
    await work(suite);
  } finally {
    await suite.stop();
    wipeDataFolder(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wipeDataFolder } from '../../tools/launcher/data-folder';
import { fileOutput } from '../../tools/launcher/output';
import { freePorts } from '../../tools/launcher/ports';
import { type RunningSuite, startSuite, type SuiteOptions } from '../../tools/launcher/suite';

export interface TestSuiteOptions extends Pick<
  SuiteOptions,
  'agencies' | 'desks' | 'databaseUrl' | 'natsUrl' | 'seed' | 'unsafe' | 'env'
> {
  /** Number of gateway processes, 1 where not said otherwise. */
  gateways?: number;
}

export interface TestSuite extends RunningSuite {
  /** What every process wrote; deleted with the rest when the suite stops. */
  logFile: string;
}

/** A whole suite on free ports and in a folder of its own, which `stop` deletes. */
export async function startTestSuite({
  gateways = 1,
  ...options
}: TestSuiteOptions = {}): Promise<TestSuite> {
  const dataDir = mkdtempSync(join(tmpdir(), 'qifu-test-'));
  chmodSync(dataDir, 0o755);
  const logFile = join(dataDir, 'suite.log');
  const [postgres = 0, nats = 0, ...gatewayPorts] = await freePorts(2 + gateways);
  const ports = { gateways: gatewayPorts, postgres, nats };
  const suite = await startSuite({ ...options, dataDir, ports, output: fileOutput(logFile) });
  const stop = async (): Promise<void> => {
    await suite.stop();
    wipeDataFolder(dataDir);
    rmSync(dataDir, { recursive: true });
  };
  return { ...suite, logFile, stop };
}

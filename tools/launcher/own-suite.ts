import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { wipeDataFolder } from './data-folder';
import { fileOutput } from './output';
import { freePorts } from './ports';
import { Suite, type RunningSuite, type SuiteOptions } from './suite';

export interface OwnSuiteOptions extends Omit<SuiteOptions, 'dataDir' | 'ports' | 'output' | 'fresh'> {
  /** Number of gateway processes, 1 where not said otherwise. */
  gateways?: number;
}

export interface OwnSuite extends RunningSuite {
  /** What every process wrote; deleted with the rest when the suite stops. */
  logFile: string;
}

/**
 * A whole suite on free ports and in a temporary folder of its own, which `stop` deletes.
 * @param starting is given the way to stop it before it is ready.
 */
export async function startOwnSuite(
  name: string,
  { gateways = 1, ...options }: OwnSuiteOptions = {},
  starting: (stop: () => Promise<void>) => void = () => undefined,
): Promise<OwnSuite> {
  const dataDir = mkdtempSync(join(tmpdir(), `qifu-${name}-`));
  chmodSync(dataDir, 0o755);
  const logFile = join(dataDir, 'suite.log');
  const [postgres = 0, nats = 0, ...gatewayPorts] = await freePorts(2 + gateways);
  const ports = { gateways: gatewayPorts, postgres, nats };
  const suite = new Suite({ ...options, dataDir, ports, output: fileOutput(logFile) });
  const stop = async (): Promise<void> => {
    await suite.stop();
    wipeDataFolder(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
  starting(stop);
  return { ...(await suite.start()), logFile, stop };
}

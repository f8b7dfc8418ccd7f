import { startOwnSuite } from '../launcher/own-suite';
import type { RunningSuite, SuiteOptions } from '../launcher/suite';

export const NO_LIMIT = '1000000';

/** Runs `work` on a suite of its own. */
export async function inBenchSuite(
  env: NodeJS.ProcessEnv,
  work: (suite: RunningSuite) => Promise<void>,
  options: Pick<SuiteOptions, 'agencies' | 'desks'> = {},
): Promise<void> {
  const limits = { LOG_LEVEL: 'warn', GATEWAY_SIGN_INS_PER_SECOND: NO_LIMIT };
  const suite = await startOwnSuite('bench', { ...options, seed: true, env: { ...limits, ...env } });
  try {
    await work(suite);
  } finally {
    await suite.stop();
  }
}

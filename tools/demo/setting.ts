import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { HealthReport } from '#contracts';
import { AGENCY_SYSTEM_FILE } from '../launcher/data-folder';
import { findRoot } from '../launcher/root';
import { startOwnSuite } from '../launcher/own-suite';
import type { Secrets } from '../launcher/secrets';
import type { Closing } from './closing';
import { env } from './demo.env';
import { DemoError } from './requests';

export const root = findRoot();
export const dataDir = resolve(root, env.QIFU_DATA_DIR);

/** The suite that is played against. */
export interface Setting {
  urls: readonly string[];
  secrets: Pick<Secrets, 'demo' | 'hostApp'>;
  /** How many times as fast as in life the working time of orders runs. */
  clockFactor: number;
  /** Of the reference system of the agency that is pushed to; undefined where it is not known. */
  agencySystemUrl?: string;
}

/** The working time of a suite of our own: a day takes a minute. */
export const DAY_A_MINUTE = 1_440;

/** @throws DemoError with what to do when the suite is not there, or not ready. */
export async function runningSuite(urls: readonly string[], agencySystemUrl?: string): Promise<Setting> {
  const secrets = readSecrets();
  const health = await Promise.all(urls.map(healthOf));
  const system = agencySystemUrl ?? readAgencySystemUrl();
  return {
    ...{ urls, secrets, clockFactor: health[0]?.clockFactor ?? 1 },
    ...(system ? { agencySystemUrl: system } : {}),
  };
}

/** Starts a suite on ports and in a folder of its own, which goes when the demo ends. */
export async function ownSuite(clockFactor: number, closing: Closing): Promise<Setting> {
  const { urls, secrets, agencySystemUrl } = await startOwnSuite(
    'demo',
    {
      ...{ agencies: true, seed: true },
      env: { LOG_LEVEL: 'warn', CLOCK_FACTOR: String(clockFactor) },
    },
    (stop) => closing.add(stop),
  );
  return { urls, secrets, clockFactor, ...(agencySystemUrl ? { agencySystemUrl } : {}) };
}

/** The factor of the suite that runs there, undefined where none does. */
export async function clockFactorAt(url: string): Promise<number | undefined> {
  const health = await healthOf(url).catch(() => undefined);
  return health && (health.clockFactor ?? 1);
}

function readSecrets(): Setting['secrets'] {
  const { QIFU_DEMO_PASSWORD, QIFU_HOST_APP } = env;
  if (QIFU_DEMO_PASSWORD && QIFU_HOST_APP) {
    const hostApp = JSON.parse(QIFU_HOST_APP) as Secrets['hostApp'];
    return { demo: { password: QIFU_DEMO_PASSWORD }, hostApp };
  }
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file))
    throw new DemoError(`${file} is not there: run "npm start" first, in another terminal.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

function readAgencySystemUrl(): string | undefined {
  const file = join(dataDir, AGENCY_SYSTEM_FILE);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { url: string }).url : undefined;
}

async function healthOf(url: string): Promise<HealthReport> {
  const response = await fetch(`${url}/health/ready`).catch(() => undefined);
  if (!response)
    throw new DemoError(`Nothing answers at ${url}: run "npm start" first, in another terminal.`);
  if (!response.ok) throw new DemoError(`The suite at ${url} is not ready: ${await response.text()}`);
  return (await response.json()) as HealthReport;
}

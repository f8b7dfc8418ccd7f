import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findRoot } from './root';
import type { RunningSuite } from './suite';

interface StaffMember {
  login: string;
  name: string;
  role: string;
}

function demoStaff(): StaffMember[] {
  const file = join(findRoot(), 'catalogue', 'demo', 'city.yaml');
  if (!existsSync(file)) return [];
  return (parse(readFileSync(file, 'utf8')) as { staff?: StaffMember[] }).staff ?? [];
}

/** A URL as one may show it: without its password. */
export function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.password = '';
  return shown.href;
}

/** One line per role. */
function logIns(staff: readonly StaffMember[]): [string, string][] {
  const byRole = Map.groupBy(staff, ({ role }) => role);
  return [...byRole].map(([role, people]) => [
    role,
    people.map(({ login, name }) => `${login} ${name}`).join(' · '),
  ]);
}

function rowsOf(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([label]) => label.length));
  return pairs.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`);
}

/** What is running, where, and with which log-ins to try it. */
export function welcome(suite: RunningSuite, dataDir: string, clock: number): string {
  const processes = [...suite.processes.values()].map(({ name, pid }) => `${name} (${pid})`);
  const gateways = suite.urls.map((url, index) => [index === 0 ? 'gateway' : '', url] as const);
  const staff = logIns(demoStaff());
  return [
    '',
    'Qifu Desk 企服专席 is ready.',
    ...rowsOf([
      ...gateways,
      ['API', `${suite.urls[0]}/docs`],
      ['health', `${suite.urls[0]}/health/ready`],
      ['PostgreSQL', withoutPassword(suite.adminDatabaseUrl)],
      ['NATS', suite.nats.url],
      ['processes', processes.join(' · ')],
      ['data', `${dataDir} (passwords in secrets.json)`],
      ...(clock === 1
        ? []
        : ([['clock', `working time of orders runs ${clock} times as fast as in life`]] as const)),
    ]),
    '',
    `Demo log-ins, all with the password ${suite.secrets.demo.password}`,
    ...rowsOf(staff),
    '',
    `Play businesses against it from another terminal: npm run demo${clock === 1 ? '' : ' -- --orders'}`,
    'Stop with Ctrl-C.',
    '',
  ].join('\n');
}

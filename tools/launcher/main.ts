import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Command, InvalidArgumentError } from 'commander';
import { LaunchError } from './launch-error';
import { terminalOutput } from './output';
import { findRoot } from './root';
import { requireKnownSettings } from './settings';
import { Suite } from './suite';
import { welcome } from './welcome';

interface CommandLine {
  fresh: boolean;
  restored: boolean;
  gateways: number;
  desks: number;
  port: number;
  clock: number;
}

/** What services take from the launcher's own environment; the rest is made for them. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TZ',
  'LANG',
  'LOG_LEVEL',
  'LOG_FORMAT',
  'NODE_ENV',
  'NODE_OPTIONS',
  'NODE_EXTRA_CA_CERTS',
  'NATS_REPLICAS',
];
/** npm and the terminal both deliver one Ctrl-C; only a later one is a second. */
const SAME_SIGNAL_MS = 700;

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`A whole number from ${min} to ${max} is needed.`);
  };
}

function portFrom(variable: string, fallback: number): number {
  try {
    return number(1, 65_535)(process.env[variable] || String(fallback));
  } catch {
    throw new LaunchError(`${variable} is not a port: ${process.env[variable]}.`);
  }
}

/** npm keeps `npm start --fresh` for itself and tells of it in the environment alone. */
function requireDashes(options: readonly string[]): void {
  const taken = options.find((option) => process.env[`npm_config_${option}`]);
  if (taken) throw new LaunchError(`npm keeps --${taken} for itself: write "npm start -- --${taken}".`);
}

function metricsPorts(): Partial<Record<'desk' | 'knowledge', number>> {
  const { QIFU_DESK_METRICS_PORT: desk, QIFU_KNOWLEDGE_METRICS_PORT: knowledge } = process.env;
  return {
    ...(desk ? { desk: portFrom('QIFU_DESK_METRICS_PORT', 0) } : {}),
    ...(knowledge ? { knowledge: portFrom('QIFU_KNOWLEDGE_METRICS_PORT', 0) } : {}),
  };
}

function readCommandLine(): CommandLine {
  const command = new Command('npm start --')
    .description('Starts the whole suite and keeps it running.')
    .option('--fresh', 'start over with empty data (asks first when a person is there)', false)
    .option('--restored', 'the database was brought back from a backup', false)
    .option('--gateways <n>', 'number of gateway processes, on consecutive ports', number(1, 16), 1)
    .option('--desks <n>', 'number of enterprise-desk processes', number(1, 16), 1)
    .option('--port <port>', 'port of the first gateway', number(1, 65_535), portFrom('QIFU_PORT', 3000))
    .option(
      '--clock <factor>',
      'for a demo: so many times as fast runs the working time of orders (1440: a day a minute)',
      number(1, 100_000),
      1,
    );
  requireDashes(command.options.map((option) => option.attributeName()));
  return command.parse().opts<CommandLine>();
}

function passedOn(): NodeJS.ProcessEnv {
  const set = PASSED_ON.filter((name) => process.env[name]).map((name) => [name, process.env[name]]);
  return { LOG_FORMAT: 'pretty', ...(Object.fromEntries(set) as NodeJS.ProcessEnv) };
}

/** What is set by names that begin so. */
function settings(prefix: 'EMBEDDING_' | 'RETENTION_'): Record<string, string> {
  const set = Object.entries(process.env).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(set.map(([name, value = '']) => [name, value]));
}

/** True where nobody can be asked. */
async function confirmFresh(dataDir: string): Promise<boolean> {
  if (!process.stdin.isTTY || !existsSync(dataDir)) return true;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const question = terminal.question(`Delete all data in ${dataDir}? [y/N] `);
  const answer = await Promise.race([question, once(terminal, 'close').then(() => '')]).catch(() => '');
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function stopOnSignals(suite: Suite): void {
  let first = 0;
  const stop = (exitCode: number): void => {
    if (first && Date.now() - first > SAME_SIGNAL_MS) {
      suite.kill();
      process.exit(exitCode);
    }
    if (first) return;
    first = Date.now();
    void suite.stop().then(() => process.exit(exitCode));
  };
  process.on('SIGINT', () => stop(130));
  process.on('SIGTERM', () => stop(143));
  process.on('SIGHUP', () => stop(129));
  process.on('disconnect', () => stop(129));
  process.stdout.on('error', () => stop(141));
}

async function main(): Promise<void> {
  requireKnownSettings(process.env);
  const { fresh, restored, gateways, desks, port, clock } = readCommandLine();
  const { DATABASE_URL: databaseUrl, NATS_URL: natsUrl, QIFU_DATA_DIR } = process.env;
  const dataDir = resolve(findRoot(), QIFU_DATA_DIR || '.data');
  if (fresh && databaseUrl) {
    throw new LaunchError('--fresh does not empty the server of DATABASE_URL: empty that database yourself.');
  }
  if (fresh && !(await confirmFresh(dataDir)))
    throw new LaunchError('Nothing was deleted and nothing started.');
  const suite = new Suite({
    dataDir,
    ports: {
      gateways: Array.from({ length: gateways }, (_, index) => port + index),
      postgres: portFrom('QIFU_POSTGRES_PORT', 54_329),
      nats: portFrom('QIFU_NATS_PORT', 42_229),
      metrics: metricsPorts(),
    },
    output: terminalOutput(process.stdout),
    desks,
    databaseUrl: databaseUrl || undefined,
    natsUrl: natsUrl || undefined,
    seed: true,
    agencies: true,
    fresh,
    restored,
    env: { ...passedOn(), ...settings('RETENTION_'), CLOCK_FACTOR: String(clock) },
    embedding: settings('EMBEDDING_'),
  });
  stopOnSignals(suite);
  console.log(welcome(await suite.start(), dataDir, clock));
}

/** One sentence for what the person, the machine or PostgreSQL is at fault for, a stack for what the launcher is. */
function report(error: unknown): void {
  if (error instanceof LaunchError) console.error(error.message);
  else if (error instanceof Error && ('syscall' in error || 'severity' in error))
    console.error(`The start failed: ${error.message}.`);
  else console.error('The start failed:', error);
}

main().catch((error: unknown) => {
  report(error);
  process.exit(1);
});

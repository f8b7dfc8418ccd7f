import 'reflect-metadata';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '#contracts';
import { Command, InvalidArgumentError } from 'commander';
import { Api } from '../client/api';
import { DeliveryAudit } from '../client/delivery-audit';
import { HostApp } from '../client/host-app';
import { findRoot } from '../launcher/root';
import type { Secrets } from '../launcher/secrets';
import { Desk } from './cast';
import { readStaff } from './city';
import { fillGaps } from './gap-filler';
import { GuideBook } from './guide-book';
import { Pace } from './pace';
import { castRequests, play } from './play';
import { DemoError, readRequests } from './requests';
import { Script, type Case } from './script';
import type { Stage } from './stage';
import { summaryOf } from './summary';

interface CommandLine {
  input: string;
  limit: number;
  businesses: number;
  seats: number;
  speed: number;
  url: string[];
  transcripts: string;
}

const WHOLE_TRANSCRIPTS = 2;
const SHOWN_PROBLEMS = 20;
const HTTP_PATIENCE_MS = 60_000;

function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`A number from ${min} to ${max} is needed.`);
  };
}

const root = findRoot();
const dataDir = resolve(root, process.env.QIFU_DATA_DIR || '.data');

function readCommandLine(): CommandLine {
  return new Command('npm run demo --')
    .description('Plays businesses and seats against the running suite, over its public protocol only.')
    .option('--input <file>', 'requests, JSON Lines', join(root, 'tools', 'demo', 'requests.jsonl'))
    .option('--limit <n>', 'plays no more than so many of them', number(1, 1_000_000), Infinity)
    .option('--businesses <n>', 'firms at the same time', number(1, 2_000), 60)
    .option('--seats <n>', 'seats on duty', number(1, 200), 12)
    .option('--speed <x>', 'so many times as fast as in life', number(0.1, 500), 20)
    .option('--url <url...>', 'the gateway, or several', [
      `http://127.0.0.1:${process.env.QIFU_PORT || 3000}`,
    ])
    .option('--transcripts <folder>', 'where the transcripts go', join(dataDir, 'demo', 'transcripts'))
    .addHelpText(
      'after',
      '\nThe demo password and the host app key are read from secrets.json in QIFU_DATA_DIR (.data),' +
        '\nor from QIFU_DEMO_PASSWORD and QIFU_HOST_APP (JSON: issuer, audience, sharedKey).',
    )
    .parse()
    .opts<CommandLine>();
}

function readSecrets(): Pick<Secrets, 'demo' | 'hostApp'> {
  const { QIFU_DEMO_PASSWORD, QIFU_HOST_APP } = process.env;
  if (QIFU_DEMO_PASSWORD && QIFU_HOST_APP) {
    const hostApp = JSON.parse(QIFU_HOST_APP) as Secrets['hostApp'];
    return { demo: { password: QIFU_DEMO_PASSWORD }, hostApp };
  }
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file))
    throw new DemoError(`${file} is not there: run "npm start" first, in another terminal.`);
  return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
}

async function checkReady(url: string): Promise<void> {
  const response = await fetch(`${url}/health/ready`).catch(() => undefined);
  if (!response)
    throw new DemoError(`Nothing answers at ${url}: run "npm start" first, in another terminal.`);
  if (!response.ok) throw new DemoError(`The suite at ${url} is not ready: ${await response.text()}`);
}

function writeTranscripts(folder: string, cases: readonly Case[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (/^\d+\.md$/.test(name)) rmSync(join(folder, name));
  for (const { number, transcript } of cases) {
    if (transcript) writeFileSync(join(folder, `${number}.md`), transcript);
  }
}

function inTurn(urls: readonly string[]): () => string {
  let turn = 0;
  return () => urls[turn++ % urls.length] ?? '';
}

/** The ones with most to read: a twist, and long (the same takes fewer characters in Chinese). */
function worthReading(cases: readonly Case[]): string[] {
  const weight = ({ twisted, language, transcript = '' }: Case): number =>
    transcript.length * (twisted ? 2 : 1) * (language === 'zh' ? 3 : 1);
  return cases
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, WHOLE_TRANSCRIPTS)
    .flatMap(({ transcript }) => transcript ?? []);
}

async function main(): Promise<void> {
  const options = readCommandLine();
  const { demo, hostApp } = readSecrets();
  const requests = await readRequests(options.input, options.limit);
  for (const url of options.url) await checkReady(url);

  const gateway = inTurn(options.url);
  const api = new Api(gateway(), HTTP_PATIENCE_MS);
  const guides = await GuideBook.load(api);
  const staff = readStaff(join(root, 'catalogue', 'demo', 'city.yaml'));
  const desk = await Desk.signIn(api, staff, options.seats, demo.password);
  const script = new Script(castRequests(requests, guides, desk));
  const stage: Stage = {
    gateway,
    api,
    audit: new DeliveryAudit(),
    guides,
    pace: new Pace(options.speed),
    script,
    problems: [],
  };
  console.log(
    `${script.cases.length} requests on ${guides.size} matters · ${options.businesses} businesses at once · ` +
      `${desk.seats.length} seats · ${options.speed} times as fast as in life`,
  );
  await play(stage, desk, new HostApp(hostApp), options.businesses);

  writeTranscripts(options.transcripts, script.cases);
  for (const transcript of worthReading(script.cases)) console.log(`\n${transcript}`);
  console.log(`\n${summaryOf(script).join('\n')}\n\nTranscripts: ${options.transcripts}`);

  const { open, filled } = await fillGaps(desk.editor, desk.reviewer);
  console.log(`Gaps: ${filled.length} filled, ${open} still open.`);
  for (const { question, asked } of filled) console.log(`  ${asked} × ${question}`);

  const { conversations, acknowledged, delivered } = stage.audit.counts;
  console.log(
    `Audit: ${acknowledged} acknowledged messages, ${delivered} deliveries in ${conversations} conversations.`,
  );
  const problems = [...stage.audit.problems(), ...stage.problems];
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) console.error(`  ✗ ${problem}`);
  if (problems.length > SHOWN_PROBLEMS) console.error(`  … and ${problems.length - SHOWN_PROBLEMS} more`);
  console.log(
    problems.length === 0
      ? 'Nothing was lost, doubled, out of order or left hanging.'
      : `${problems.length} problems: something was lost, doubled, out of order or left hanging.`,
  );
  process.exit(problems.length === 0 ? 0 : 1);
}

main().catch((error: unknown) => {
  const expected = error instanceof DemoError || error instanceof AppError;
  console.error(expected ? error.message : error);
  process.exit(1);
});

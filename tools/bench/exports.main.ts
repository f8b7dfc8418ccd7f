import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { ORDER_EXPORT_FORMATS, type OrderExportFormat, type WorkOrderCreated } from '#contracts';
import { Command } from 'commander';
import { Client } from 'pg';
import { Api } from '../client/api';
import type { RunningSuite } from '../launcher/suite';
import { inBenchSuite } from './bench-suite';
import { fillExports } from './exports/fill';
import { forgetPeak, residentMemory } from './exports/peak-memory';

interface Options {
  orders: number;
  json?: string;
}

interface Export {
  format: OrderExportFormat;
  seconds: number;
  bytes: number;
  /** Resident bytes by process, before and at most. */
  memory: Record<string, { before: number; peak: number }>;
}

const PROCESSES = ['gateway-1', 'desk-1'];
const MAX_RESIDENT_BYTES = 200 * 1024 * 1024;

const say = (what: string): void => console.error(`… ${what}`);

async function signIn(suite: RunningSuite, login: string): Promise<string> {
  return (await new Api(suite.urls[0] ?? '').signIn(login, suite.secrets.demo.password)).token;
}

async function fill(suite: RunningSuite, orders: number): Promise<void> {
  const model = await new Api(suite.urls[0] ?? '')
    .as(await signIn(suite, 'chen.jing'))
    .post<WorkOrderCreated>('/work-orders', {
      kind: 'complaint',
      matterCode: 'SCJG-01',
      title: '经营范围变更登记未通过',
      description: '请核实。',
      enterpriseName: '测试企业有限公司',
      phone: '13800138000',
    });
  const client = new Client({ connectionString: suite.adminDatabaseUrl });
  await client.connect();
  try {
    await fillExports(client, orders, model.id);
  } finally {
    await client.end();
  }
}

async function download(suite: RunningSuite, format: OrderExportFormat): Promise<Export> {
  const pids = PROCESSES.map((name) => [name, suite.processes.get(name)?.pid ?? 0] as const);
  const before = new Map(pids.map(([name, pid]) => [name, residentMemory(pid).now]));
  for (const [, pid] of pids) forgetPeak(pid);
  const started = performance.now();
  const response = await fetch(`${suite.urls[0]}/api/v1/order-exports/${format}`, {
    headers: { authorization: `Bearer ${await signIn(suite, 'tang.yan')}` },
  });
  if (!response.ok || !response.body) throw new Error(`The export was refused: ${await response.text()}`);
  let bytes = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) bytes += chunk.byteLength;
  const seconds = (performance.now() - started) / 1000;
  const memory = Object.fromEntries(
    pids.map(([name, pid]) => [name, { before: before.get(name) ?? 0, peak: residentMemory(pid).peak }]),
  );
  return { format, seconds, bytes, memory };
}

const inMegabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MB`;

function print(exports: readonly Export[], orders: number): void {
  console.log(
    `\n${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, load and servers on the same cores`,
  );
  console.log(`${orders} orders; resident memory at most, the limit is ${inMegabytes(MAX_RESIDENT_BYTES)}\n`);
  for (const { format, seconds, bytes, memory } of exports) {
    console.log(`${format.padEnd(8)}${seconds.toFixed(1).padStart(8)} s${inMegabytes(bytes).padStart(12)}`);
    for (const [name, { before, peak }] of Object.entries(memory))
      console.log(
        `    ${name.padEnd(14)}${inMegabytes(peak).padStart(10)}  (before ${inMegabytes(before)})  ${peak < MAX_RESIDENT_BYTES ? 'reached' : 'MISSED'}`,
      );
  }
  console.log();
}

const bench = ({ orders, json }: Options): Promise<void> =>
  inBenchSuite({}, async (suite) => {
    say(`filling in ${orders} orders`);
    await fill(suite, orders);
    const exports: Export[] = [];
    for (const format of ORDER_EXPORT_FORMATS) {
      say(`export as ${format}`);
      exports.push(await download(suite, format));
    }
    print(exports, orders);
    const report = JSON.stringify({ orders, limit: MAX_RESIDENT_BYTES, exports }, undefined, 2);
    if (json) writeFileSync(json, `${report}\n`);
    else console.log(report);
    const peaks = exports.flatMap(({ memory }) => Object.values(memory).map(({ peak }) => peak));
    if (Math.max(...peaks) >= MAX_RESIDENT_BYTES)
      throw new Error(
        `An export took ${inMegabytes(Math.max(...peaks))}, more than ${inMegabytes(MAX_RESIDENT_BYTES)}.`,
      );
  });

const count = (text: string): number => Math.max(1, Number(text) || 1);

new Command('bench-exports')
  .description('Measures how much memory exports of orders take on this machine, in a suite of its own.')
  .option('--orders <n>', 'orders to export', count, 1_000_000)
  .option('--json <file>', 'writes the numbers there instead of printing them')
  .action((options: Options) => bench(options))
  .parseAsync()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(`The bench failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });

import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { Client } from 'pg';
import { Api } from '../client/api';
import type { RunningSuite } from '../launcher/suite';
import { inBenchSuite } from './bench-suite';
import { fillOrders } from './orders/fill';
import { measureOrderInserts } from './orders/insert-limit';
import { listings } from './orders/listings';
import { createOrders, moveOrders, readList, type Load } from './orders/load';
import { planOf, type Plan } from './orders/plans';

interface Options {
  seconds: number;
  orders: number;
  clients: number;
  json?: string;
}

interface Report {
  created: Load;
  insertsPerSecond: number;
  transitions: Load;
  lists: { name: string; load: Load; plan: Plan }[];
}

/** Request Tracker 5, which creates 11 orders a second at 8 clients on two cores: a hundred times that. */
const WANTED_PER_SECOND = 1_100;

const say = (what: string): void => console.error(`… ${what}`);

async function measure(suite: RunningSuite, { seconds, orders, clients }: Options): Promise<Report> {
  const [url = ''] = suite.urls;
  const known = new Map<string, Api>();
  const as = async (login: string): Promise<Api> => {
    const api =
      known.get(login) ??
      new Api(url).as((await new Api(url).signIn(login, suite.secrets.demo.password)).token);
    known.set(login, api);
    return api;
  };
  const client = new Client({ connectionString: suite.adminDatabaseUrl });
  await client.connect();
  try {
    const [desk, agency] = [await as('chen.jing'), await as('scjg.office')];
    say(`filling in ${orders} orders`);
    await fillOrders(client, orders);
    say('warming up');
    await createOrders(desk, clients, seconds / 2);
    say(`orders as fast as they go, ${clients} clients, ${seconds} s`);
    const created = await createOrders(desk, clients, seconds);
    say('transitions');
    const transitions = await moveOrders({ desk, agency }, created.orders, clients, seconds);
    say('bare inserts');
    const insertsPerSecond = await measureOrderInserts(suite.adminDatabaseUrl, clients, seconds);
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM desk.staff WHERE login = 'chen.jing'`,
    );
    const lists: Report['lists'] = [];
    for (const listing of await listings(client, rows[0]?.id ?? '')) {
      say(`list: ${listing.name}`);
      const api = await as(listing.login);
      await readList(api, listing, 1, 0.5);
      const load = await readList(api, listing, 4, Math.min(seconds, 3));
      lists.push({ name: listing.name, load, plan: await planOf(client, listing) });
    }
    return { created: created.load, insertsPerSecond, transitions, lists };
  } finally {
    await client.end();
  }
}

const inMs = ({ p50, p95 }: Load['latency']): string => `${p50.toFixed(1)} · ${p95.toFixed(1)} ms`;

function print(
  { created, insertsPerSecond, transitions, lists }: Report,
  { orders, clients }: Options,
): void {
  console.log(
    `\n${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, load and servers on the same cores`,
  );
  console.log(`${orders} orders of the past, ${clients} clients; p50 · p95\n`);
  const line = (what: string, ...values: string[]): void =>
    console.log(`${what.padEnd(44)}${values.map((value) => value.padStart(18)).join('')}`);
  line('orders created, full path', `${created.perSecond.toFixed(0)} /s`, inMs(created.latency));
  line('limit: bare INSERT of the same row', `${insertsPerSecond.toFixed(0)} /s`);
  line('÷', (created.perSecond / insertsPerSecond).toFixed(2));
  line(`÷ ${WANTED_PER_SECOND} /s wanted`, (created.perSecond / WANTED_PER_SECOND).toFixed(2));
  line('transitions', `${transitions.perSecond.toFixed(0)} /s`, inMs(transitions.latency));
  console.log(
    '\nlists, 50 orders a page, 4 clients; what the statement itself takes, and the way that it goes',
  );
  for (const { name, load, plan } of lists) {
    line(name, `${load.perSecond.toFixed(0)} /s`, inMs(load.latency), `${plan.ms.toFixed(2)} ms`);
    console.log(
      `    ${plan.indexes.join(', ')}${plan.scansAll ? ' SEQ SCAN' : ''}; ${plan.filteredOut} rows thrown away`,
    );
  }
}

const bench = (options: Options): Promise<void> =>
  inBenchSuite({}, async (suite) => {
    const report = await measure(suite, options);
    print(report, options);
    if (options.json) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
    const slow = report.lists.filter(({ plan }) => plan.scansAll).map(({ name }) => name);
    if (slow.length > 0) throw new Error(`These lists read the whole table: ${slow.join(', ')}.`);
  });

const count = (text: string): number => Math.max(1, Number(text) || 1);

new Command('bench-orders')
  .description(
    'Measures work orders on this machine beside the limits of their parts, in a suite of its own.',
  )
  .option('--seconds <n>', 'how long each measurement takes', count, 10)
  .option('--orders <n>', 'orders of the past', count, 1_000_000)
  .option('--clients <n>', 'clients at once', count, 16)
  .option('--json <file>', 'writes the numbers there, too')
  .action((options: Options) => bench(options))
  .parseAsync()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(`The bench failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });

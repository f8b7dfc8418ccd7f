import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { Command } from 'commander';
import { Client } from 'pg';
import { Api } from '../client/api';
import type { RunningSuite } from '../launcher/suite';
import { inBenchSuite } from './bench-suite';
import { withCpu, type CpuTimes } from './orders/cpu-budget';
import { measureDeadlines, type Deadlines, type Lateness } from './orders/deadlines';
import { fillOrders } from './orders/fill';
import { measureOrderInserts } from './orders/insert-limit';
import { LeanApi } from './orders/lean-api';
import { listings } from './orders/listings';
import { createOrders, moveOrders, readList, type Load } from './orders/load';
import { planOf, type Plan } from './orders/plans';
import { measureReach, type Reach } from './orders/reach';
import type { Latency } from './statistics';

interface Options {
  seconds: number;
  orders: number;
  clients: number;
  json?: string;
}

interface Report {
  created: Load;
  /** With the directory, the clocks and the handover. */
  dispatched: Load;
  insertsPerSecond: number;
  transitions: Load;
  /** Processor time per request, by process, ms. */
  budget: { created: CpuTimes; dispatched: CpuTimes; transitions: CpuTimes };
  lists: { name: string; load: Load; plan: Plan }[];
  deadlines: Deadlines[];
  reach: Reach;
}

/** What falls due together at the end of a day's work, and ten times as much. */
const DUE_AT_ONCE = [500, 5_000];
/** Request Tracker 5, which creates 11 orders a second at 8 clients on two cores: a hundred times that. */
const WANTED_PER_SECOND = 1_100;
/** A page of two agencies' orders is put together from two that are in order already. */
const MAX_SORTED = 1_000;

const say = (what: string): void => console.error(`… ${what}`);

async function measure(
  suite: RunningSuite,
  { seconds, orders, clients }: Options,
): Promise<Omit<Report, 'reach'>> {
  const [url = ''] = suite.urls;
  const known = new Map<string, LeanApi>();
  const as = async (login: string): Promise<LeanApi> => {
    const api =
      known.get(login) ??
      new LeanApi(url, (await new Api(url).signIn(login, suite.secrets.demo.password)).token);
    known.set(login, api);
    return api;
  };
  const client = new Client({ connectionString: suite.adminDatabaseUrl });
  await client.connect();
  try {
    // Two are there for the deadlines; the load and everything that it runs on share the cores with one.
    await suite.processes.get('desk-2')?.stop(5_000);
    const [desk, agency] = [await as('chen.jing'), await as('scjg.office')];
    say(`filling in ${orders} orders`);
    await fillOrders(client, orders);
    say('warming up');
    const warm = await createOrders(desk, clients, seconds / 2);
    await moveOrders({ desk, agency }, warm.orders, clients, seconds / 2);
    say(`orders as fast as they go, ${clients} clients, ${seconds} s`);
    const created = await withCpu(suite, () => createOrders(desk, clients, seconds));
    say('the same, dispatched at once');
    const dispatched = await withCpu(suite, () => createOrders(desk, clients, seconds, true));
    say('transitions');
    const transitions = await withCpu(suite, () =>
      moveOrders({ desk, agency }, created.result.orders, clients, seconds),
    );
    const budget = {
      created: perRequest(created.cpu, created.result.load),
      dispatched: perRequest(dispatched.cpu, dispatched.result.load),
      transitions: perRequest(transitions.cpu, transitions.result),
    };
    say('bare inserts');
    const insertsPerSecond = await measureOrderInserts(suite.adminDatabaseUrl, seconds);
    const { rows } = await client.query<{ id: string }>(
      `SELECT id FROM desk.staff WHERE login = 'chen.jing'`,
    );
    const lists: Report['lists'] = [];
    for (const listing of await listings(client, rows[0]?.id ?? '', orders)) {
      say(`list: ${listing.name}`);
      const api = await as(listing.login);
      await readList(api, listing, 1, 0.5);
      const load = await readList(api, listing, 4, Math.min(seconds, 3));
      lists.push({ name: listing.name, load, plan: await planOf(client, listing) });
    }
    say('deadlines');
    const deadlines: Deadlines[] = [];
    for (const due of DUE_AT_ONCE) deadlines.push(await measureDeadlines(client, suite, due));
    return {
      ...{
        created: created.result.load,
        dispatched: dispatched.result.load,
        transitions: transitions.result,
      },
      ...{ budget, insertsPerSecond, lists, deadlines },
    };
  } finally {
    await client.end();
  }
}

const perRequest = (cpu: CpuTimes, { count }: Load): CpuTimes =>
  Object.fromEntries(Object.entries(cpu).map(([name, ms]) => [name, ms / count]));

const inMs = ({ p50, p95 }: Load['latency']): string => `${p50.toFixed(1)} · ${p95.toFixed(1)} ms`;

function print(report: Report, { orders, clients }: Options): void {
  const { created, dispatched, insertsPerSecond, transitions, budget, lists, deadlines, reach } = report;
  console.log(
    `\n${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, load and servers on the same cores`,
  );
  console.log(`${orders} orders of the past, ${clients} clients; p50 · p95\n`);
  const line = (what: string, ...values: string[]): void =>
    console.log(`${what.padEnd(56)}${values.map((value) => value.padStart(20)).join('')}`);
  const ofLimit = ({ perSecond }: Load): string => (perSecond / insertsPerSecond).toFixed(2);
  const ofWanted = ({ perSecond }: Load): string => (perSecond / WANTED_PER_SECOND).toFixed(2);
  line('orders taken down', `${created.perSecond.toFixed(0)} /s`, inMs(created.latency));
  line(
    'taken down and dispatched, full path',
    `${dispatched.perSecond.toFixed(0)} /s`,
    inMs(dispatched.latency),
  );
  line('limit: bare INSERT of the same row, 32 connections', `${insertsPerSecond.toFixed(0)} /s`);
  line('÷: taken down, dispatched', ofLimit(created), ofLimit(dispatched));
  line(`÷ ${WANTED_PER_SECOND} /s wanted: taken down, dispatched`, ofWanted(created), ofWanted(dispatched));
  line('transitions', `${transitions.perSecond.toFixed(0)} /s`, inMs(transitions.latency));
  console.log('\nprocessor time per request, ms: taken down, dispatched, transitions');
  const kinds = [budget.created, budget.dispatched, budget.transitions];
  for (const name of new Set(kinds.flatMap((cpu) => Object.keys(cpu))))
    line(name, ...kinds.map((cpu) => (cpu[name] ?? 0).toFixed(2)));
  line(
    'all',
    ...kinds.map((cpu) =>
      Object.values(cpu)
        .reduce((sum, ms) => sum + ms, 0)
        .toFixed(2),
    ),
  );
  console.log(
    '\nlists, 50 orders a page, 4 clients; what the statement itself takes, and the way that it goes',
  );
  for (const { name, load, plan } of lists) {
    line(name, `${load.perSecond.toFixed(0)} /s`, inMs(load.latency), `${plan.ms.toFixed(2)} ms`);
    console.log(`    ${plan.way}; ${plan.filteredOut} rows thrown away, ${plan.sorted} sorted`);
  }
  const lateness = ({ p50, p99, max }: Lateness): string =>
    `${[p50, p99, max].map((ms) => ms.toFixed(0)).join(' · ')} ms`;
  for (const { due, pending, running, restarted, wrong } of deadlines) {
    console.log(`\ndeadlines: ${due} due at one moment, ${pending} pending, two desks`);
    line('late while the desks run; p50 · p99 · max', lateness(running));
    line('due while no desk ran, after the first; p50 · p99 · max', lateness(restarted));
    line('not fired exactly once', `${wrong}`);
  }
  console.log(`\nan order on its way to an agency that is pushed to; p50 · p99`);
  const { latency, httpRoundTrip } = reach;
  const spread = ({ p50, p99 }: Latency): string => `${p50.toFixed(1)} · ${p99.toFixed(1)} ms`;
  line(`dispatched to taken, ${reach.arrived} of ${reach.dispatched} arrived`, spread(latency));
  line('limit: one HTTP round trip to the gateway', spread(httpRoundTrip));
}

async function bench(options: Options): Promise<void> {
  let measured: Omit<Report, 'reach'> | undefined;
  await inBenchSuite({}, async (suite) => void (measured = await measure(suite, options)), { desks: 2 });
  say('orders on their way to an agency');
  let reach: Reach | undefined;
  await inBenchSuite({}, async (suite) => void (reach = await measureReach(suite, options.seconds)), {
    agencies: true,
  });
  if (!measured || !reach) throw new Error('Nothing was measured.');
  const report: Report = { ...measured, reach };
  print(report, options);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
  const problems = report.lists.flatMap(({ name, plan }) => {
    if (plan.scansAll) return `The list "${name}" reads a whole table.`;
    return plan.sorted > MAX_SORTED ? `The list "${name}" sorts ${plan.sorted} rows.` : [];
  });
  const wrong = report.deadlines.reduce((sum, deadlines) => sum + deadlines.wrong, 0);
  if (wrong > 0) problems.push(`${wrong} deadlines were not fired once.`);
  if (reach.arrived < reach.dispatched) problems.push('Not every order reached the agency.');
  if (problems.length > 0) throw new Error(problems.join(' '));
}

const count = (text: string): number => Math.max(1, Number(text) || 1);

new Command('bench-orders')
  .description(
    'Measures work orders on this machine beside the limits of their parts, in a suite of its own.',
  )
  .option('--seconds <n>', 'how long each measurement takes', count, 10)
  .option('--orders <n>', 'orders of the past', count, 1_000_000)
  .option('--clients <n>', 'clients at once', count, 32)
  .option('--json <file>', 'writes the numbers there, too')
  .action((options: Options) => bench(options))
  .parseAsync()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(`The bench failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });

import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import type { RunningSuite } from '../launcher/suite';
import { measureBareWs } from './bare-ws';
import { inBenchSuite, NO_LIMIT } from './bench-suite';
import { measureIdleConnections } from './idle-connections';
import { measureInserts, measureNatsRoundTrip } from './limits';
import { MessageLoad } from './message-load';
import { printReport, reportOf, type Measurements } from './report';
import { openRooms } from './rooms';
import { latencyOf } from './statistics';
import { measureSuggestions } from './suggestion-load';

const CONVERSATIONS = 200;
const WINDOW = 8;
const STEADY_RATE = 500;
const SETTLE_MS = 5_000;
/** Below one every rest of a conversation, so that none is put together with another. */
const SUGGESTION_RATE = 50;

interface Options {
  seconds: number;
  connections: number;
  json?: string;
}

async function measure(suite: RunningSuite, { seconds, connections }: Options): Promise<Measurements> {
  const say = (what: string): void => console.error(`… ${what}`);
  say(`opening ${CONVERSATIONS} conversations`);
  const rooms = await openRooms(suite, CONVERSATIONS);
  const load = new MessageLoad(rooms);
  say('warming up');
  // No flood before the paced measurements: after one the disk still writes back what it was given.
  await load.steady(seconds, STEADY_RATE);
  say(`${STEADY_RATE} messages/s, ${seconds} s`);
  await load.steady(seconds, STEADY_RATE);
  const latency = latencyOf(load.latencies);
  // What was heard under that load is searched for first.
  await sleep(SETTLE_MS);
  say(`suggestions, ${SUGGESTION_RATE} questions/s, ${seconds} s`);
  const suggestion = latencyOf(await measureSuggestions(rooms, seconds, SUGGESTION_RATE));
  say('NATS round trips');
  const natsRoundTrip = await measureNatsRoundTrip(suite, seconds, STEADY_RATE);
  say('single-row commits');
  const inserts = await measureInserts(suite, seconds, STEADY_RATE);
  say(`messages as fast as they go, ${seconds} s`);
  const messagesPerSecond = await load.flood(seconds, WINDOW);
  say(`${connections} idle connections`);
  const idleBytes = await measureIdleConnections(suite, connections);
  say('bare ws');
  const bareWs = await measureBareWs(Math.min(seconds, 5), connections);
  return { messagesPerSecond, latency, suggestion, inserts, natsRoundTrip, idleBytes, bareWs };
}

const bench = (options: Options): Promise<void> =>
  inBenchSuite({ GATEWAY_FRAMES_PER_SECOND: NO_LIMIT }, async (suite) => {
    const report = reportOf(await measure(suite, options));
    printReport(
      report,
      `${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}, load and servers on the same cores`,
    );
    if (options.json) writeFileSync(options.json, `${JSON.stringify(report, undefined, 2)}\n`);
    else console.log(JSON.stringify(report));
  });

const seconds = (text: string): number => Math.max(1, Number(text) || 1);

new Command('bench')
  .description('Measures the chat on this machine beside the limits of its parts, in a suite of its own.')
  .option('--seconds <n>', 'how long each measurement takes', seconds, 10)
  .option('--connections <n>', 'idle connections', seconds, 5_000)
  .option('--json <file>', 'writes the numbers there instead of printing them')
  .action((options: Options) => bench(options))
  .parseAsync()
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(`The bench failed: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });

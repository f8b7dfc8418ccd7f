import type { BareWs } from './bare-ws';
import type { InsertLimit } from './limits';
import type { Latency } from './statistics';

export interface Measurements {
  /** Sent, committed to PostgreSQL and received by the other side. */
  messagesPerSecond: number;
  /** Send to receive at 500 messages/s, ms. */
  latency: Latency;
  /** From a business's message to the Answers before the seat's eyes at 50 questions/s, ms. */
  suggestion: Latency;
  inserts: InsertLimit;
  natsRoundTrip: Latency;
  idleBytes: number;
  bareWs: BareWs;
}

interface Ratio {
  what: string;
  value: number;
  target: string;
  reached: boolean;
}

export interface Report extends Measurements {
  ratios: Ratio[];
}

const MIN_THROUGHPUT_SHARE = 0.5;
const MAX_LATENCY_FACTOR = 10;
const MAX_MEMORY_FACTOR = 2;
const MAX_SUGGESTION_MS = 150;
const MAX_SUGGESTION_FACTOR = 10;

const atMost = (what: string, value: number, limit: number): Ratio => ({
  what,
  value,
  target: `≤ ${limit}`,
  reached: value <= limit,
});

/** Puts the measurements beside the limits of the parts that they are made of. */
export function reportOf(measured: Measurements): Report {
  const { messagesPerSecond, latency, suggestion, inserts, natsRoundTrip, idleBytes, bareWs } = measured;
  const throughput = messagesPerSecond / inserts.perSecond;
  const partsAt = (share: keyof Latency): number => inserts.commit[share] + 2 * natsRoundTrip[share];
  const memory = idleBytes / bareWs.bytesPerConnection;
  return {
    ...measured,
    ratios: [
      {
        what: 'durable messages/s ÷ INSERT commits/s',
        value: throughput,
        target: `≥ ${MIN_THROUGHPUT_SHARE}`,
        reached: throughput >= MIN_THROUGHPUT_SHARE,
      },
      atMost('p99 ÷ (commit + 2 NATS round trips) at p99', latency.p99 / partsAt('p99'), MAX_LATENCY_FACTOR),
      atMost('p99 ÷ (commit + 2 NATS round trips) at p50', latency.p99 / partsAt('p50'), MAX_LATENCY_FACTOR),
      atMost('suggestions p95 in ms', suggestion.p95, MAX_SUGGESTION_MS),
      atMost('suggestions p95 ÷ message p95', suggestion.p95 / latency.p95, MAX_SUGGESTION_FACTOR),
      atMost('idle memory ÷ bare ws', memory, MAX_MEMORY_FACTOR),
    ],
  };
}

const inMs = ({ p50, p95, p99 }: Latency): string =>
  `${[p50, p95, p99].map((ms) => ms.toFixed(1)).join(' · ')} ms`;

export function printReport(report: Report, machine: string): void {
  const { messagesPerSecond, latency, suggestion, inserts, natsRoundTrip, idleBytes, bareWs } = report;
  const rows: [string, string][] = [
    ['durable messages, end to end, 200 conversations', `${messagesPerSecond.toFixed(0)} /s`],
    ['limit: single-row INSERT commits, 32 connections', `${inserts.perSecond.toFixed(0)} /s`],
    ['limit: bare ws echoes, 200 connections', `${bareWs.echoesPerSecond.toFixed(0)} /s`],
    ['send to receive at 500/s: p50 · p95 · p99', inMs(latency)],
    ['send to suggestions at 50/s: p50 · p95 · p99', inMs(suggestion)],
    ['limit: one commit at 500/s', inMs(inserts.commit)],
    ['limit: one NATS round trip at 500/s', inMs(natsRoundTrip)],
    ['live memory per idle connection', `${(idleBytes / 1024).toFixed(1)} KiB`],
    [
      'limit: live memory per idle bare ws connection',
      `${(bareWs.bytesPerConnection / 1024).toFixed(1)} KiB`,
    ],
  ];
  console.log(`\n${machine}\n`);
  for (const [what, value] of rows) console.log(`${what.padEnd(52)}${value.padStart(24)}`);
  console.log();
  for (const { what, value, target, reached } of report.ratios) {
    console.log(
      `${what.padEnd(52)}${value.toFixed(2).padStart(12)}${target.padStart(12)}  ${reached ? 'reached' : 'MISSED'}`,
    );
  }
  console.log();
}

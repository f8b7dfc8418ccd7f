import { setTimeout as sleep } from 'node:timers/promises';
import { latencyOf, type Latency } from './statistics';

/** Calls `work` at `rate` per second for `seconds`, whether or not earlier calls are done: an open loop. */
export async function atPace(seconds: number, rate: number, work: (n: number) => void): Promise<void> {
  const started = performance.now();
  const total = seconds * rate;
  for (let n = 0; n < total; await sleep(1)) {
    const due = Math.min(total, ((performance.now() - started) / 1000) * rate);
    for (; n < due; n += 1) work(n);
  }
}

/** How long `work` takes at that pace, ms. */
export async function latencyAtPace(
  seconds: number,
  rate: number,
  work: () => Promise<unknown>,
): Promise<Latency> {
  const taken: number[] = [];
  const calls: Promise<unknown>[] = [];
  await atPace(seconds, rate, () => {
    const started = performance.now();
    calls.push(work().then(() => taken.push(performance.now() - started)));
  });
  await Promise.all(calls);
  return latencyOf(taken);
}

import { readdirSync, readFileSync } from 'node:fs';
import type { RunningSuite } from '../../launcher/suite';

/** Processor time by process, ms. */
export type CpuTimes = Record<string, number>;

/** Linux tells processor time in hundredths of a second, whatever the kernel counts in. */
const TICK_MS = 10;

interface Stat {
  parent: number;
  /** Of the process and of its children that have ended, ms. */
  ms: number;
}

/** proc(5): after the name in parentheses come state, parent …, utime, stime, cutime and cstime. */
function statOf(pid: number | string): Stat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), ms: ticks * TICK_MS };
  } catch {
    return undefined;
  }
}

/** What each process of the suite, with its children, and this one have used so far; nothing where there is no /proc. */
function cpuTimes({ processes }: RunningSuite): CpuTimes {
  const all = process.platform === 'linux' ? readdirSync('/proc').filter((name) => /^\d+$/.test(name)) : [];
  const stats = new Map(all.flatMap((pid) => [[Number(pid), statOf(pid)] as const]));
  const used = (pid: number | undefined): number =>
    [...stats].reduce(
      (sum, [id, stat]) => (stat && (id === pid || stat.parent === pid) ? sum + stat.ms : sum),
      0,
    );
  const ofSuite = [...processes.values()].map(({ name, pid }) => [name, used(pid)] as const);
  return { ...Object.fromEntries(ofSuite), 'the load itself': stats.get(process.pid)?.ms ?? 0 };
}

/** Runs `work` and tells what it took of the processor, by process; those that took nothing are left out. */
export async function withCpu<T>(
  suite: RunningSuite,
  work: () => Promise<T>,
): Promise<{ result: T; cpu: CpuTimes }> {
  const before = cpuTimes(suite);
  const result = await work();
  const spent = Object.entries(cpuTimes(suite)).map(
    ([name, ms]) => [name, ms - (before[name] ?? 0)] as const,
  );
  return { result, cpu: Object.fromEntries(spent.filter(([, ms]) => ms > 0)) };
}

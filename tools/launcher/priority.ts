import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

export const BACKGROUND_NICENESS = 15;

/**
 * Lets a process give way to the others when the processor is short. Linux weighs sessions against each other where
 * autogrouping is on, whatever the niceness of their processes. Where the system refuses, all stay equal.
 */
export function giveWay(pid: number): void {
  const session = `/proc/${pid}/autogroup`;
  quietly(() => {
    for (const thread of threadsOf(pid)) quietly(() => setPriority(thread, BACKGROUND_NICENESS));
  });
  quietly(() => {
    if (existsSync(session)) writeFileSync(session, String(BACKGROUND_NICENESS));
  });
}

/** Linux has a niceness per thread, which threads that begin later inherit. */
function threadsOf(pid: number): number[] {
  const threads = `/proc/${pid}/task`;
  return existsSync(threads) ? readdirSync(threads).map(Number) : [pid];
}

/** What fails only costs speed, and a process that has just died says so itself. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // As said.
  }
}

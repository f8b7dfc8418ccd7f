import { existsSync, writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

export const BACKGROUND_NICENESS = 15;

/**
 * Lets a process give way to the others when the processor is short. Linux weighs sessions against each other where
 * autogrouping is on, whatever the niceness of their processes. Where the system refuses, all stay equal.
 */
export function giveWay(pid: number): void {
  const session = `/proc/${pid}/autogroup`;
  try {
    setPriority(pid, BACKGROUND_NICENESS);
    if (existsSync(session)) writeFileSync(session, String(BACKGROUND_NICENESS));
  } catch {
    // It only costs speed, and a process that has just died says so itself.
  }
}

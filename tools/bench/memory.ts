import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const SETTLE_MS = 3_000;

/** Resident memory of a process in bytes, once it has been left alone for a moment (Linux). */
export async function settledMemory(pid: number | undefined): Promise<number> {
  await sleep(SETTLE_MS);
  const match = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(match?.[1]) * 1024;
}

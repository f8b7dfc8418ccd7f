import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stop signals by process; a line "pid signal" adds one, a line "pid" removes it. */
const watched = new Map<number, NodeJS.Signals>();

function send(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}

async function endAll(): Promise<void> {
  for (const [pid, signal] of watched) send(pid, signal);
  for (let waited = 0; waited < 4_000 && [...watched.keys()].some((pid) => send(pid, 0)); waited += 100) {
    await sleep(100);
  }
  for (const pid of watched.keys()) send(-pid, 'SIGKILL');
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    const [pid, signal] = line.split(' ');
    if (signal) watched.set(Number(pid), signal as NodeJS.Signals);
    else watched.delete(Number(pid));
  })
  .on('close', () => void endAll());

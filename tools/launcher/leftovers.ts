import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Tells a process from a later one that got the same id; undefined when there is none (a zombie is none). */
export function identityOf(pid: number): string | undefined {
  if (!existsSync('/proc/self/stat')) return commandOf(pid) || undefined;
  try {
    // "pid (command) state ppid …": the 22nd field is the start time in ticks since boot.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

/** The command line of a process, '' when there is none. */
export function commandOf(pid: number): string {
  if (!existsSync('/proc/self/cmdline')) {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/**
 * Ends the server that an earlier launcher left running: the one whose pid is in `pidFile` and whose command line
 * holds `marker`. A pid that has since gone to another program only makes the file stale.
 */
export async function endLeftover(pidFile: string, marker: string, signal: NodeJS.Signals): Promise<void> {
  if (!existsSync(pidFile)) return;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const command = pid > 0 ? commandOf(pid) : '';
  if (!command.includes(marker)) {
    if (command) rmSync(pidFile);
    return;
  }
  process.kill(pid, signal);
  for (let attempt = 0; attempt < 100 && commandOf(pid).includes(marker); attempt++) await sleep(50);
  if (commandOf(pid).includes(marker)) process.kill(pid, 'SIGKILL');
}

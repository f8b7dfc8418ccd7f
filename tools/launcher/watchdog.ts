import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * A process beside the launcher that knows every child and outlives a `kill -9` of the launcher: when the pipe
 * between them closes, it ends the children it still knows.
 */
export class Watchdog {
  private readonly guard: ChildProcess;

  constructor(root: string) {
    const script = join(root, 'dist', 'tools', 'launcher', 'watchdog-process.js');
    this.guard = spawn(process.execPath, [script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    this.guard.stdin?.on('error', () => undefined);
  }

  watch(pid: number, stopSignal: NodeJS.Signals): void {
    this.guard.stdin?.write(`${pid} ${stopSignal}\n`);
  }

  forget(pid: number): void {
    this.guard.stdin?.write(`${pid}\n`);
  }

  async end(): Promise<void> {
    if (this.guard.exitCode !== null || this.guard.signalCode !== null) return;
    this.guard.stdin?.end();
    await once(this.guard, 'exit');
  }
}

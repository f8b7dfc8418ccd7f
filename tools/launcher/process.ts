import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { LaunchError, reasonOf } from './launch-error';
import type { Output } from './output';
import { giveWay } from './priority';
import type { Watchdog } from './watchdog';

export interface ProcessSpec {
  name: string;
  command: string;
  args: readonly string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  runAs?: { uid: number; gid: number };
  /** SIGTERM where not said otherwise. */
  stopSignal?: NodeJS.Signals;
  /** Once it is ready it gives way to the others when the processor is short. */
  background?: boolean;
  /** Opens an IPC channel, by which a Node child notices that the launcher is gone. */
  ipc?: boolean;
  /** Lines that are not worth showing and explain nothing. */
  noise?: RegExp;
  /** Shows no line; they only serve to explain a failure. */
  silent?: boolean;
  /** What to do when it ends while starting, as the end of a sentence. */
  advice?: string;
}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
const STEADY_AFTER_MS = 30_000;
const REMEMBERED_LINES = 40;

/** The wait before the n-th start in a row of a process that keeps dying, in ms. */
export function restartDelay(deaths: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (deaths - 1), LONGEST_DELAY_MS);
}

/** A child of the launcher: its lines are shown under its name, and once supervised it is started again when it dies. */
export class SupervisedProcess {
  private child?: ChildProcess;
  private supervised = false;
  private deaths = 0;
  private launchedAt = 0;
  private restart?: NodeJS.Timeout;
  private readonly lines: string[] = [];

  constructor(
    private readonly spec: ProcessSpec,
    private readonly output: Output,
    private readonly watchdog: Pick<Watchdog, 'watch' | 'forget'>,
  ) {}

  get name(): string {
    return this.spec.name;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get running(): boolean {
    return this.child !== undefined;
  }

  launch(): void {
    const { command, args, env, cwd, runAs, ipc } = this.spec;
    // A group of its own keeps the terminal's Ctrl-C away: the launcher decides who stops when.
    const child = spawn(command, args, {
      env,
      cwd,
      ...runAs,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
    });
    this.child = child;
    this.launchedAt = Date.now();
    if (child.pid) this.watchdog.watch(child.pid, this.stopSignal);
    if (this.supervised) this.stepBack();
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.show(line));
    }
    child.on('error', (error) => this.show(reasonOf(error)));
    // Not "exit": the last lines are still to come then.
    child.once('close', (code, signal) => this.ended(child, signal ?? `exit code ${code}`));
  }

  /** Runs it once, to its end; anything but exit code 0 is an error, an abort ends it early. */
  async complete(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.launch();
    if (!this.child) return;
    const abort = (): void => this.kill('SIGTERM');
    signal.addEventListener('abort', abort);
    const [code] = (await once(this.child, 'close').finally(() =>
      signal.removeEventListener('abort', abort),
    )) as [number | null];
    signal.throwIfAborted();
    if (code !== 0) throw new LaunchError(`${this.name} failed: ${this.explain()}`);
  }

  /** From now on a death is answered with a new start. */
  supervise(): void {
    this.supervised = true;
    this.stepBack();
  }

  kill(signal: NodeJS.Signals = 'SIGKILL'): void {
    this.child?.kill(signal);
  }

  /** Asks it to stop, and kills it with all its children after `graceMs`. */
  async stop(graceMs: number): Promise<void> {
    this.supervised = false;
    clearTimeout(this.restart);
    const { child } = this;
    if (!child?.pid) return;
    const gone = once(child, 'exit');
    child.kill(this.stopSignal);
    const timer = new AbortController();
    const late = sleep(graceMs, true, { signal: timer.signal }).catch(() => false);
    if (await Promise.race([gone.then(() => false), late])) {
      this.output.line('qifu', `${this.name} did not stop in time and is killed`);
      process.kill(-child.pid, 'SIGKILL');
      await gone;
    }
    timer.abort();
    // Its output may be held open by what it has started, and "close" come when it runs again.
    this.ended(child, 'stopped');
  }

  /** Why it ended, as far as its own words tell, and what to do about it. */
  explain(): string {
    const line = this.lines.findLast((text) => /FATAL|PANIC|FTL|error:/i.test(text)) ?? this.lines.at(-1);
    const { advice } = this.spec;
    return `${line?.trim() ?? 'it said nothing'}${advice ? ` (${advice})` : ''}`;
  }

  private get stopSignal(): NodeJS.Signals {
    return this.spec.stopSignal ?? 'SIGTERM';
  }

  /** Not while the whole suite waits for it to start. */
  private stepBack(): void {
    if (this.pid && this.spec.background) giveWay(this.pid);
  }

  private show(line: string): void {
    if (this.spec.noise?.test(line)) return;
    this.lines.push(line);
    if (this.lines.length > REMEMBERED_LINES) this.lines.shift();
    if (!this.spec.silent) this.output.line(this.name, line);
  }

  private ended(child: ChildProcess, how: string): void {
    if (this.child !== child) return;
    if (child.pid) this.watchdog.forget(child.pid);
    this.child = undefined;
    if (!this.supervised) return;
    this.deaths = Date.now() - this.launchedAt < STEADY_AFTER_MS ? this.deaths + 1 : 1;
    const delay = restartDelay(this.deaths);
    this.output.line('qifu', `${this.name} died (${how}); it is started again in ${delay / 1000} s`);
    this.restart = setTimeout(() => this.launch(), delay);
  }
}

/** Waits until `probe` finds nothing missing, then supervises the processes; one that dies before that is an error. */
export async function untilReady(
  processes: readonly SupervisedProcess[],
  probe: () => Promise<string | undefined>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const deadline = Date.now() + timeoutMs; ; await sleep(50)) {
    signal.throwIfAborted();
    const missing = await probe();
    const dead = processes.find((candidate) => !candidate.running);
    if (dead) throw new LaunchError(`${dead.name} ended while starting: ${dead.explain()}`);
    if (missing === undefined) break;
    if (Date.now() > deadline) throw new LaunchError(`Not ready after ${timeoutMs / 1000} s: ${missing}`);
  }
  for (const ready of processes) ready.supervise();
}

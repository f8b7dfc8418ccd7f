import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does one step after the other until it is stopped. A step says how many milliseconds to pause after it, 0 for none; whoever
 * knows of new work ends the pause. What is woken during a step is not lost: no pause follows.
 */
export class WorkLoop {
  private readonly stopping = new AbortController();
  private pause = new AbortController();
  private running: Promise<void> = Promise.resolve();

  /** @param failed what to do about an error of a step, and how long to pause then. */
  constructor(
    private readonly step: (stopping: AbortSignal) => Promise<number>,
    private readonly failed: (error: unknown) => number,
  ) {}

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** Waits for the step that is being done. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  wake(): void {
    this.pause.abort();
  }

  private async run(stopping: AbortSignal): Promise<void> {
    while (!stopping.aborted) {
      const ms = await this.step(stopping).catch((error: unknown) =>
        stopping.aborted ? 0 : this.failed(error),
      );
      if (ms > 0) await this.idle(ms);
    }
  }

  private async idle(ms: number): Promise<void> {
    const { signal } = this.pause;
    if (!signal.aborted) await sleep(ms, undefined, { signal }).catch(() => undefined);
    this.pause = new AbortController();
  }
}

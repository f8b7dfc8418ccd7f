/** Lets a frame go as soon as the rate allows, in order: a burst at once, then so many per second. */
export class FramePacer {
  private readonly queue: (() => void)[] = [];
  private tokens: number;
  private refilledAt = performance.now();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly perSecond: number,
    private readonly burst: number,
  ) {
    this.tokens = burst;
  }

  pass(send: () => void): void {
    if (this.queue.length === 0 && this.takeToken()) send();
    else {
      this.queue.push(send);
      this.schedule();
    }
  }

  /** Forgets what waits. */
  clear(): void {
    this.queue.length = 0;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private takeToken(): boolean {
    if (this.perSecond === Infinity) return true;
    const now = performance.now();
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.refilledAt) / 1000) * this.perSecond);
    this.refilledAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      while (this.queue.length > 0 && this.takeToken()) this.queue.shift()?.();
      if (this.queue.length > 0) this.schedule();
    }, 1000 / this.perSecond);
  }
}

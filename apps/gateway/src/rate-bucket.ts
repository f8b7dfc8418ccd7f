/** A token bucket without a timer: `rate` per second, up to `burst` at once. */
export class RateBucket {
  private tokens: number;

  constructor(
    private readonly rate: number,
    private readonly burst: number,
    private updatedAt: number,
  ) {
    this.tokens = burst;
  }

  /** @param now milliseconds of a monotonic clock. */
  take(now: number): boolean {
    const earned = ((now - this.updatedAt) * this.rate) / 1000;
    this.tokens = Math.min(this.burst, this.tokens + earned);
    this.updatedAt = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** As full as a new one, so that it may be forgotten. */
  isFull(now: number): boolean {
    return this.tokens + ((now - this.updatedAt) * this.rate) / 1000 >= this.burst;
  }
}

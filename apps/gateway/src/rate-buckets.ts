import { RateBucket } from './rate-bucket';

const FORGET_ABOVE = 10_000;

/** A token bucket for each key; full ones are forgotten when there are many. */
export class RateBuckets {
  private readonly buckets = new Map<string, RateBucket>();

  constructor(
    private readonly rate: number,
    private readonly burst: number,
  ) {}

  /** @param now milliseconds of a monotonic clock. */
  take(key: string, now = performance.now()): boolean {
    return this.bucketOf(key, now).take(now);
  }

  private bucketOf(key: string, now: number): RateBucket {
    const known = this.buckets.get(key);
    if (known) return known;
    if (this.buckets.size >= FORGET_ABOVE) {
      for (const [one, bucket] of this.buckets) if (bucket.isFull(now)) this.buckets.delete(one);
    }
    const bucket = new RateBucket(this.rate, this.burst, now);
    this.buckets.set(key, bucket);
    return bucket;
  }
}

import { RateBucket } from './rate-bucket';

describe('RateBucket', () => {
  it('lets a burst pass and refuses what comes after', () => {
    const bucket = new RateBucket(10, 3, 0);
    expect([1, 2, 3, 4].map(() => bucket.take(0))).toEqual([true, true, true, false]);
  });

  it('earns one token every 1/rate seconds', () => {
    const bucket = new RateBucket(10, 1, 0);
    bucket.take(0);
    expect(bucket.take(99)).toBe(false);
    expect(bucket.take(100)).toBe(true);
  });

  it('never saves more than a burst', () => {
    const bucket = new RateBucket(10, 2, 0);
    expect(bucket.isFull(60_000)).toBe(true);
    expect([1, 2, 3].map(() => bucket.take(60_000))).toEqual([true, true, false]);
    expect(bucket.isFull(60_000)).toBe(false);
  });
});

import { RateBuckets } from './rate-buckets';

it('counts each key for itself: so many at once, then so many a second', () => {
  const buckets = new RateBuckets(10, 20);
  const taken = (key: string, now: number): number =>
    Array.from({ length: 50 }, () => buckets.take(key, now)).filter(Boolean).length;
  expect([taken('a', 0), taken('b', 0), taken('a', 0)]).toEqual([20, 20, 0]);
  expect([taken('a', 500), taken('a', 10_000)]).toEqual([5, 20]);
});

it('does not forget who has used up its share when there are very many', () => {
  const buckets = new RateBuckets(1, 1);
  expect(buckets.take('a', 0)).toBe(true);
  for (let i = 0; i < 10_000; i += 1) buckets.take(`other-${i}`, 0);
  expect(buckets.take('a', 0)).toBe(false);
});

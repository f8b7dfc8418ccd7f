import fc from 'fast-check';
import { HALF_LIFE_DAYS, heatAfter } from './heat';

const START = Date.parse('2026-01-05T01:00:00Z');
const day = (n: number): Date => new Date(START + n * 86_400_000);
const heatOf = (...days: number[]): number =>
  days.reduce<number | undefined>((heat, n) => heatAfter(heat, day(n)), undefined) ?? 0;

it.each([
  ['asked more often is hotter', [0, 1, 2], [2, 2]],
  ['asked later is hotter', [5], [0]],
  ['once now outweighs once long ago, twice', [100], [0, 0]],
  ['ten times last week outweighs once today', Array(10).fill(0) as number[], [7]],
])('%s', (_, hotter, colder) => {
  expect(heatOf(...hotter)).toBeGreaterThan(heatOf(...colder));
});

it('twice a half-life ago is as hot as once now', () => {
  expect(heatOf(0, 0)).toBeCloseTo(heatOf(HALF_LIFE_DAYS), 9);
});

it('does not depend on the order in which it is heard of, and never cools by being asked', () => {
  const days = fc.array(fc.integer({ min: 0, max: 3_650 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 3_650 }), (asked, more) => {
      expect(heatOf(...asked)).toBeCloseTo(heatOf(...asked.toReversed()), 6);
      expect(heatOf(...asked, more)).toBeGreaterThanOrEqual(heatOf(...asked));
    }),
  );
});

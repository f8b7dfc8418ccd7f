import { percentile } from './statistics';

const oneToHundred = Array.from({ length: 100 }, (_, i) => 100 - i);

it.each([
  [0.5, 50],
  [0.95, 95],
  [0.99, 99],
  [1, 100],
])('p%d of 1 to 100 is %d', (share, expected) => expect(percentile(oneToHundred, share)).toBe(expected));

it('has no percentile of nothing', () => expect(percentile([], 0.5)).toBeNaN());

import { flattened, sumOf } from '../../apps/knowledge/src/search/trees';
import { boost, type Lesson } from './boosting';
import { regress } from './regression';

/** Of four candidates the right one has exactly one of two signs, which no sum of the two tells. */
const either: Lesson[] = Array.from({ length: 60 }, (_, index) => ({
  rows: [
    [0, 0, index],
    [1, 1, 1],
    [index % 2, 1 - (index % 2), 2],
    [1, 1, index % 7],
  ],
  right: [false, false, true, false],
}));

it('grows trees that tell what signs mean together', () => {
  const trees = boost(either, { trees: 60, rate: 0.3, damping: 1, seed: 1 });
  for (const { rows } of either) {
    const [, , right = 0, ...rest] = rows.map((row) => sumOf(flattened(trees), Float64Array.from(row)));
    expect(right).toBeGreaterThan(Math.max(...rest));
  }
});

it('weighs signs by how often they are right', () => {
  const lessons = [0, 1, 2, 3].map((shift) => ({
    rows: [
      [1, shift, 0],
      [0, shift + 1, 0],
    ],
    right: [true, false],
  }));
  const [telling = 0, misleading = 0, silent = 0] = regress(lessons);
  expect(telling).toBeGreaterThan(0);
  expect(misleading).toBeLessThan(0);
  expect(silent).toBeCloseTo(0);
});

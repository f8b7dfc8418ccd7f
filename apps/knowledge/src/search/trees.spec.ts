import { flattened, sumOf, type Tree } from './trees';

const tree: Tree = [0, 0.5, 1, 2, 10, 20, 1, 3, 30, 40];

it.each([
  [[0, 1], 10],
  [[0, 2], 20],
  [[0.5, 2], 30],
  [[1, 3], 40],
])('follows %j to %d', (row, expected) => {
  expect(sumOf(flattened([tree]), Float64Array.from(row))).toBe(expected);
  expect(sumOf(flattened([tree, tree]), Float64Array.from(row))).toBe(2 * expected);
});

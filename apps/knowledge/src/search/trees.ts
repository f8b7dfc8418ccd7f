/**
 * A tree of three questions about a row of evidence: column and threshold of the first, then for what is below and
 * what is not: column and threshold of the second, and what the tree adds below and not below it.
 */
export type Tree = readonly [
  ...[column: number, threshold: number],
  ...[below: number, threshold: number, low: number, high: number],
  ...[above: number, threshold: number, low: number, high: number],
];

/** The sum of what the trees say of a row. */
export function sumOf(trees: readonly Tree[], row: ArrayLike<number>): number {
  let sum = 0;
  for (const tree of trees) {
    const at = (row[tree[0]] ?? 0) < tree[1] ? 2 : 6;
    sum += ((row[tree[at] ?? 0] ?? 0) < (tree[at + 1] ?? 0) ? tree[at + 2] : tree[at + 3]) ?? 0;
  }
  return sum;
}

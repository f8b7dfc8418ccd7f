/**
 * A tree of three questions about a row of evidence: column and threshold of the first, then for what is below and
 * what is not: column and threshold of the second, and what the tree adds below and not below it.
 */
export type Tree = readonly [
  ...[column: number, threshold: number],
  ...[below: number, threshold: number, low: number, high: number],
  ...[above: number, threshold: number, low: number, high: number],
];

const WIDTH = 10;

/** Trees one after the other: what is read for every candidate lies close together. */
export const flattened = (trees: readonly Tree[]): Float64Array => Float64Array.from(trees.flat());

/** The sum of what flattened trees say of a row. */
export function sumOf(trees: Float64Array, row: Float64Array): number {
  let sum = 0;
  for (let tree = 0; tree < trees.length; tree += WIDTH) {
    const at = tree + ((row[trees[tree] as number] as number) < (trees[tree + 1] as number) ? 2 : 6);
    const isBelow = (row[trees[at] as number] as number) < (trees[at + 1] as number);
    sum += trees[isBelow ? at + 2 : at + 3] as number;
  }
  return sum;
}

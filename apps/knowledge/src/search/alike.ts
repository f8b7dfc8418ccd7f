import { bigramsOf } from './segment';

const SIZE = 16;
/** Of the signature's numbers; about the share of pairs of characters that two texts have in common. */
const ALIKE = 13;

/** A MinHash signature: near-duplicates have most of its numbers in common. */
export function signatureOf(text: string): number[] {
  const least = new Array<number>(SIZE).fill(0x7fffffff);
  for (const pair of new Set(bigramsOf(text))) {
    let hash = (pair.charCodeAt(0) << 16) ^ pair.charCodeAt(1);
    for (let index = 0; index < SIZE; index += 1) {
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d + index * 2);
      hash ^= hash >>> 13;
      least[index] = Math.min(least[index] ?? 0, hash & 0x7fffffff);
    }
  }
  return least;
}

const isAlike = (one: readonly number[], other: readonly number[]): boolean =>
  one.filter((number, index) => number === other[index]).length >= ALIKE;

/** The best of each group of near-duplicates, in order, with the ids of the rest. */
export function folded<T extends { id: string; signature: readonly number[] }>(
  items: readonly T[],
): { item: T; alike: string[] }[] {
  const groups: { item: T; alike: string[] }[] = [];
  for (const item of items) {
    const group = groups.find(({ item: best }) => isAlike(best.signature, item.signature));
    if (group) group.alike.push(item.id);
    else groups.push({ item, alike: [] });
  }
  return groups;
}

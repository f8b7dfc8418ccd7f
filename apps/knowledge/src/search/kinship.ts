import type { TermWeight } from './pattern';
import { bigramsOf } from './segment';

/** How many pairs of characters stand for a text, and what is read of it. */
const MOST = 64;
const LONGEST = 1_000;
/** Texts are set beside so many of those that have most of the query, and beside all. */
const NEAREST = [5, 10, 30, Infinity];
/** From this on two texts are the same, or near-duplicates. */
const SAME = 0.999;
const ALIKE = 0.5;
/** How much rarer or less rare a pair of characters may become before a text is read again. */
const MUCH = 0.25;

/** The most telling pairs of characters of a text, by number, with weights whose squares add up to 1. */
export interface Direction {
  pairs: Uint32Array;
  weights: Float64Array;
  /** The most telling pair, and what it weighed among the articles. */
  mostTelling: string;
  rarity: number;
}

/** Reads a folded text. */
export function directionOf(text: string, weightOf: TermWeight): Direction {
  const counts = new Map<string, number>();
  for (const pair of bigramsOf(text.slice(0, LONGEST))) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  const telling = [...counts]
    .map(([pair, count]) => ({ pair, weight: (1 + Math.log(count)) * (1 + weightOf(pair)) }))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST);
  const length = Math.hypot(...telling.map(({ weight }) => weight));
  const mostTelling = telling[0]?.pair ?? '';
  return {
    pairs: Uint32Array.from(telling, ({ pair }) => pair.charCodeAt(0) * 0x10000 + pair.charCodeAt(1)),
    weights: Float64Array.from(telling, ({ weight }) => weight / length),
    ...{ mostTelling, rarity: weightOf(mostTelling) },
  };
}

/** Whether so many articles have come or gone since a text was read that its pairs tell more or less. */
export const isOutdated = ({ mostTelling, rarity }: Direction, weightOf: TermWeight): boolean =>
  Math.abs(weightOf(mostTelling) - rarity) > MUCH;

const SLOTS = 1_024;
const pairsThere = new Uint32Array(SLOTS);
const weightsThere = new Float64Array(SLOTS);

/** Where a pair is, or would be. */
function slotOf(pair: number): number {
  let slot = Math.imul(pair, 0x9e3779b1) >>> 22;
  while (pairsThere[slot] !== 0 && pairsThere[slot] !== pair) slot = (slot + 1) % SLOTS;
  return slot;
}

/** The cosine of a text with each of others: 0 for nothing in common, 1 for the same. */
export function cosines({ pairs, weights }: Direction, others: readonly Direction[]): Float64Array {
  pairsThere.fill(0);
  pairs.forEach((pair, index) => {
    const slot = slotOf(pair);
    pairsThere[slot] = pair;
    weightsThere[slot] = weights[index] as number;
  });
  return Float64Array.from(others, (other) => {
    let sum = 0;
    for (let index = 0; index < other.pairs.length; index += 1) {
      const pair = other.pairs[index] as number;
      const slot = slotOf(pair);
      if (pairsThere[slot] === pair) sum += (weightsThere[slot] as number) * (other.weights[index] as number);
    }
    return sum;
  });
}

export const KINSHIP = [
  ...(['kin5', 'nextOfKin5', 'kin10', 'nextOfKin10', 'kin30', 'nextOfKin30', 'kin', 'nextOfKin'] as const),
  ...(['kinOfLikely', 'duplicates', 'kinBefore'] as const),
];

/**
 * How each text stands to the others, by the names of `KINSHIP`: on average and at most to those that have most of the query,
 * to what is likely the answer, how many are nearly the same, and at most to one that has more of the query.
 * @param standing how much of the query each text has.
 */
export function kinships(directions: readonly Direction[], standing: readonly number[]): number[][] {
  const order = [...directions.keys()].sort((a, b) => (standing[b] ?? 0) - (standing[a] ?? 0));
  const likelihoods = order.map((index) =>
    Math.exp(2 * ((standing[index] ?? 0) - (standing[order[0] ?? 0] ?? 0))),
  );
  const likely = likelihoods.reduce((sum, of) => sum + of, 0);
  const table = cosinesOf(directions);
  return directions.map((_direction, index) => {
    const kin = order.map((other) => table[index * directions.length + other] ?? 0);
    const before = order.indexOf(index);
    return [
      ...NEAREST.flatMap((most) => {
        const near = kin.slice(0, most);
        return [near.reduce((sum, of) => sum + of, 0) / near.length, Math.max(0, ...near)];
      }),
      kin.reduce((sum, of, place) => sum + (of * (likelihoods[place] ?? 0)) / likely, 0),
      kin.filter((of) => of > ALIKE).length,
      Math.max(0, ...kin.slice(0, before)),
    ];
  });
}

/** The cosine of each two, 0 for what is the same. */
function cosinesOf(directions: readonly Direction[]): Float64Array {
  const size = directions.length;
  const table = new Float64Array(size * size);
  directions.forEach((one, index) =>
    cosines(one, directions.slice(0, index)).forEach((found, other) => {
      table[index * size + other] = table[other * size + index] = found > SAME ? 0 : found;
    }),
  );
  return table;
}

export interface Quality {
  asked: number;
  first: number;
  firstThree: number;
  firstFive: number;
  /** The mean of 1 / place. */
  reciprocal: number;
}

/** @param ranks of the right answers, from 0; -1 for one that was not found. */
export function qualityOf(ranks: readonly number[]): Quality {
  const share = (places: number): number =>
    ranks.filter((rank) => rank >= 0 && rank < places).length / Math.max(1, ranks.length);
  const reciprocal = ranks.reduce((sum, rank) => sum + (rank < 0 ? 0 : 1 / (rank + 1)), 0);
  return {
    asked: ranks.length,
    first: share(1),
    firstThree: share(3),
    firstFive: share(5),
    reciprocal: reciprocal / Math.max(1, ranks.length),
  };
}

/** A line of a report. */
export const line = (name: string, { asked, first, firstThree, firstFive, reciprocal }: Quality): string =>
  `${name.padEnd(34)}${String(asked).padStart(5)}   R@1 ${first.toFixed(3)}   R@3 ${firstThree.toFixed(3)}   ` +
  `R@5 ${firstFive.toFixed(3)}   MRR ${reciprocal.toFixed(3)}`;

/** Two random halves that are the same at every call. */
export function halves<T>(items: readonly T[]): [T[], T[]] {
  let seed = 7;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648);
  const shuffled = items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
  const middle = items.length / 2;
  return [shuffled.slice(0, middle), shuffled.slice(middle)];
}

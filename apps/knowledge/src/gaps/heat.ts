const DAY_MS = 86_400_000;
/** What was asked so many days earlier counts half. */
export const HALF_LIFE_DAYS = 14;

const log2Age = (at: Date): number => at.getTime() / DAY_MS / HALF_LIFE_DAYS;

/**
 * How much a question is asked: the logarithm of the number of times, each worth half after every half-life that passes.
 * It grows with the dates alone, so that what is stored stays comparable without being computed anew.
 */
export function heatAfter(heat: number | undefined, askedAt: Date): number {
  const added = log2Age(askedAt);
  if (heat === undefined) return added;
  const [more, less] = heat > added ? [heat, added] : [added, heat];
  return more + Math.log2(1 + 2 ** (less - more));
}

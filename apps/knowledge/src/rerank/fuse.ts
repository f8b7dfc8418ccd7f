/** A hit by its words; the relevance is of any scale. */
export interface Relevant {
  relevance: number;
}

/**
 * The hits by words and meaning together, best first; equals keep their order. Both are brought to 0…1 over the hits and
 * added by weight, which does better than ranks alone (Bruch, Gai, Ingber: An Analysis of Fusion Functions for Hybrid
 * Retrieval, 2023).
 * @param cosines of question and hit, one per hit; a hit without one counts as the average of the others.
 * @param weight of the meaning, 0 to 1.
 */
export function fuse<H extends Relevant>(
  hits: readonly H[],
  cosines: readonly (number | undefined)[],
  weight: number,
): H[] {
  const known = cosines.filter((cosine) => cosine !== undefined);
  if (known.length === 0) return [...hits];
  const average = known.reduce((sum, cosine) => sum + cosine, 0) / known.length;
  const words = toUnit(hits.map(({ relevance }) => relevance));
  const meanings = toUnit(hits.map((_, index) => cosines[index] ?? average));
  return hits
    .map((hit, index) => ({
      hit,
      fused: (1 - weight) * (words[index] ?? 0) + weight * (meanings[index] ?? 0),
    }))
    .sort((a, b) => b.fused - a.fused)
    .map(({ hit }) => hit);
}

/** The least becomes 0, the most 1. */
function toUnit(values: readonly number[]): number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range === 0 ? 0 : (value - least) / range));
}

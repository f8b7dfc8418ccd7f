/** How fast a seat group works: places it can serve at once, and the mean time from acceptance to the end lately. */
export interface GroupPace {
  places: number;
  meanSeconds: number | null;
}

/**
 * When somebody at `place` will be served: with `places` served side by side, one is freed every `meanSeconds / places`.
 * Null while nothing has been measured or nobody is on duty: no estimate is more honest than a made-up one.
 */
export function estimateSeconds(place: number, { places, meanSeconds }: GroupPace): number | null {
  if (meanSeconds === null || places === 0) return null;
  return Math.ceil((place * meanSeconds) / places);
}

/** The longest text that a message may have. */
export const LONG = '证'.repeat(4_000);

/** 1 to `count`. */
export const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

export const sequences = (entries: readonly { sequence: number }[]): number[] =>
  entries.map(({ sequence }) => sequence);

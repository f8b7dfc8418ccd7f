/** Characters of an article that are looked at; what comes after them is not found. */
export const INDEXED_LENGTH = 4_000;

/** How many articles are ranked with their text. */
export const SHORTLIST = 100;

/** Okapi's inverse document frequency; a term that no article has is more often noise than a gap. */
export const rarityOf = (having: number, all: number): number =>
  having === 0 ? UNKNOWN_RARITY : Math.log(1 + (Math.max(all, having) - having + 0.5) / (having + 0.5));

const UNKNOWN_RARITY = 3;

/** The sum of an article's terms, less for a long text. */
export const candidateScore = (sum: number, length: number): number => sum / Math.sqrt(50 + length);

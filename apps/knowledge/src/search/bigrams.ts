const NOISE = /[\s\p{P}\p{S}]+/gu;
const BODY_WEIGHT = 0.6;

/** Pairs of neighbouring characters. */
export function gramsOf(text: string): ReadonlySet<string> {
  const plain = [...text.normalize('NFKC').toLowerCase().replace(NOISE, '')];
  return new Set(plain.slice(1).map((character, i) => `${plain[i]}${character}`));
}

/** 0 to 1: how much of the question title and body cover, what the body alone has counting less. */
export function coverage(
  grams: ReadonlySet<string>,
  inTitle: ReadonlySet<string>,
  inBody: ReadonlySet<string>,
): number {
  if (grams.size === 0) return 0;
  let covered = 0;
  for (const gram of grams) covered += inTitle.has(gram) ? 1 : inBody.has(gram) ? BODY_WEIGHT : 0;
  return covered / grams.size;
}

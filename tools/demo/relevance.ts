const NOISE = /[\s\p{P}\p{S}]+/gu;

/** Pairs of neighbouring characters: what Chinese texts on the same thing share without being cut into words. */
export function bigrams(text: string): Set<string> {
  const plain = [...text.toLowerCase().replace(NOISE, '')];
  return new Set(plain.slice(1).map((character, i) => `${plain[i]}${character}`));
}

export interface Ranked<T> {
  item: T;
  /** 0 for nothing in common, 1 for the same text; what few documents have counts more. */
  score: number;
}

interface Document<T> {
  item: T;
  grams: Set<string>;
  length: number;
}

/** Ranks a few hundred short documents by the bigrams they share with a question. */
export class RelevanceIndex<T> {
  private readonly documents: Document<T>[];
  private readonly weights = new Map<string, number>();

  constructor(items: readonly { item: T; text: string }[]) {
    const documents = items.map(({ item, text }) => ({ item, grams: bigrams(text) }));
    for (const { grams } of documents) {
      for (const gram of grams) this.weights.set(gram, (this.weights.get(gram) ?? 0) + 1);
    }
    for (const [gram, count] of this.weights) this.weights.set(gram, Math.log(1 + documents.length / count));
    this.documents = documents.map((document) => ({ ...document, length: this.lengthOf(document.grams) }));
  }

  /** Best first; among equals the order of the items. */
  rank(question: string): Ranked<T>[] {
    const asked = bigrams(question);
    const askedLength = this.lengthOf(asked);
    return this.documents
      .map(({ item, grams, length }) => {
        let shared = 0;
        for (const gram of asked) if (grams.has(gram)) shared += this.weightOf(gram) ** 2;
        return { item, score: shared === 0 ? 0 : shared / (askedLength * length) };
      })
      .sort((a, b) => b.score - a.score);
  }

  private weightOf(gram: string): number {
    return this.weights.get(gram) ?? Math.log(1 + this.documents.length);
  }

  private lengthOf(grams: ReadonlySet<string>): number {
    let sum = 0;
    for (const gram of grams) sum += this.weightOf(gram) ** 2;
    return Math.sqrt(sum);
  }
}

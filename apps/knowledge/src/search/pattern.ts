import { FRAMING, type Query } from './query';
import { characterWeight } from './segment';

/** How much a term tells, by how few articles have it. */
export type TermWeight = (term: string) => number;

/** The code of a UTF-16 unit that ends a sentence; below are the query's own, and 0 for all others. */
export const SENTENCE_END = 255;
/** The code of what ends a sentence after a single digit: 1、 or 1. */
export const NUMBERING = 254;
const MOST_UNITS = 250;

const FRAMING_WEIGHT = 0.4;
/** How far apart two characters of the query are that should stand close together in an answer. */
const CLOSE = 3;

/** A word or pair of characters of the query. */
export interface Part {
  text: string;
  /** Its rarity among the articles, less for what only frames a question. */
  rarity: number;
  /** The same, less for a synonym and what only makes it a question. */
  weight: number;
  isWord: boolean;
  isPair: boolean;
}

/** A query as tables by which one pass over a text finds all of its parts. */
export interface Pattern {
  query: Query;
  /** The code of each UTF-16 unit. */
  codes: Uint8Array;
  /** One more than the query has units. */
  size: number;
  /** What each of the query's units weighs, by code; 0 for what only makes it a question. */
  weights: Float64Array;
  parts: readonly Part[];
  /** Indexes of the parts by what they begin with: two units at `first * size + second`, a lone one at its code. */
  beginnings: readonly (readonly number[] | undefined)[];
  /** What it weighs that two units stand close together in this order, at `first * size + second`. */
  close: Float64Array;
  /** The place from 1 of each two neighbouring units in `plain`, at `first * size + second`. */
  places: Int16Array;
  /** The codes of the query's letters, digits and characters. */
  plain: Uint8Array;
  /** Sums over all parts, units and close ones. */
  all: { words: number; pairs: number; characters: number; close: number };
}

export const plainOf = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Reads a query by how much its terms tell among the articles. */
export function patternOf(query: Query, weightOf: TermWeight): Pattern {
  const text = plainOf(query.text);
  const { codes, size } = codesOf([text, ...query.terms.keys()]);
  const codeAt = (of: string, index: number): number => {
    const code = codes[of.charCodeAt(index)] ?? 0;
    return code < size ? code : 0;
  };
  const parts = partsOf(query, weightOf);
  const beginnings: number[][] = [];
  parts.forEach(({ text: part }, index) => {
    const at = part.length === 1 ? codeAt(part, 0) : codeAt(part, 0) * size + codeAt(part, 1);
    (beginnings[at] ??= []).push(index);
  });
  const weights = weightsOf(query, parts, size, (character) => codeAt(character, 0));
  const close = new Float64Array(size * size);
  const core = plainOf(query.core);
  for (let index = 0; index < core.length; index += 1)
    for (let after = index + 1; after <= index + CLOSE && after < core.length; after += 1) {
      const [one, other] = [codeAt(core, index), codeAt(core, after)];
      if (one !== other) close[one * size + other] = Math.min(weights[one] ?? 0, weights[other] ?? 0);
    }
  const places = new Int16Array(size * size);
  for (let index = text.length - 1; index > 0; index -= 1)
    places[codeAt(text, index - 1) * size + codeAt(text, index)] = index;
  return {
    ...{ query, codes, size, weights, parts, beginnings, close, places },
    plain: Uint8Array.from(text, (_, index) => codeAt(text, index)),
    all: {
      words: sum(parts, ({ isWord, rarity }) => (isWord ? rarity : 0)),
      pairs: sum(parts, ({ isPair, rarity }) => (isPair ? rarity : 0)),
      characters: sum(weights, (weight) => weight),
      close: sum(close, (weight) => weight),
    },
  };
}

const sum = <T>(items: ArrayLike<T> & Iterable<T>, of: (item: T) => number): number => {
  let result = 0;
  for (const item of items) result += of(item);
  return result;
};

function codesOf(texts: readonly string[]): { codes: Uint8Array; size: number } {
  const codes = new Uint8Array(0x10000);
  for (const end of '。;!?\n') codes[end.charCodeAt(0)] = SENTENCE_END;
  for (const end of '、.') codes[end.charCodeAt(0)] = NUMBERING;
  let size = 1;
  for (const text of texts)
    for (let index = 0; index < text.length; index += 1) {
      const unit = text.charCodeAt(index);
      if (codes[unit] === 0 && size < MOST_UNITS) codes[unit] = size++;
    }
  return { codes, size };
}

function partsOf(query: Query, weightOf: TermWeight): Part[] {
  const words = new Set(query.words);
  const pairs = new Set(query.bigrams);
  return [...query.terms].map(([text, share]) => {
    const rarity = weightOf(text) * (FRAMING.has(text) ? FRAMING_WEIGHT : 1);
    return { text, rarity, weight: share * rarity, isWord: words.has(text), isPair: pairs.has(text) };
  });
}

/** Characters weigh by how rare they are in Chinese, and by the rarest word of the query that they are in. */
function weightsOf(
  query: Query,
  parts: readonly Part[],
  size: number,
  codeOf: (character: string) => number,
): Float64Array {
  const core = parts.filter(({ isWord, isPair }) => isWord || isPair);
  const most = Math.max(1e-9, ...core.map(({ rarity }) => rarity));
  const weights = new Float64Array(size);
  for (const character of query.characters) {
    const around = core.filter(({ text }) => text.includes(character)).map(({ rarity }) => rarity);
    const share = around.length === 0 ? 0.5 : Math.max(...around) / most;
    weights[codeOf(character)] = characterWeight(character) * (0.1 + share);
  }
  weights[0] = 0;
  return weights;
}

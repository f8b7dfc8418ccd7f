import { plainOf, type Pattern } from './pattern';
import { INTENT_NAMES } from './intents';
import { scan, type Found } from './scan';

const TYPICAL_LENGTH = 220;
const LEAD = 40;
/** Where nothing of the query stands, its first place counts as this. */
const NOWHERE = 200;

/** What is also set beside the best of all candidates. */
const RELATIVE = [
  ...(['bm25', 'bm25Core', 'pairs', 'sentencePairs', 'precision'] as const),
  ...(['characters', 'leadPrecision', 'wide', 'words', 'likelihood'] as const),
];

const OWN = [
  ...(['bm25', 'bm25Core', 'likelihood', 'words', 'longWords', 'pairs', 'characters', 'rarest'] as const),
  ...(['narrow', 'wide', 'close', 'run', 'runShare', 'length', 'density', 'pairsByLength'] as const),
  ...(['sentencePairs', 'sentenceWords', 'sentenceCharacters', 'bestSentence'] as const),
  ...(['leadPrecision', 'precision', 'lead', 'opening', 'leadPairs', 'first', 'shortCovered'] as const),
  ...(['defines', 'asksItself', 'answersAsked'] as const),
  ...INTENT_NAMES,
  ...INTENT_NAMES.map((name) => `un${name}` as const),
];

/** The names of what `evidence` returns, in order. */
export const EVIDENCE = [...OWN, ...RELATIVE.map((name) => `${name}ByBest` as const)];

type Own = Record<(typeof OWN)[number], number>;

/** A text as it was read for a query. */
export interface Reading {
  /** Numbers by the names of `EVIDENCE`. */
  evidence: Float64Array;
  /** 0 to 1: how much of what was asked the text speaks of. */
  coverage: number;
}

/** What speaks for each of the folded texts as the answer to a query; `likeness` is what `answersLike` says of it. */
export function readAll(
  pattern: Pattern,
  texts: readonly { text: string; likeness: number }[],
): Reading[] {
  const found = texts.map(({ text, likeness }) => ({ text, likeness, found: scan(pattern, text) }));
  const own = found.map((each) => evidenceOf(pattern, each.text, each.likeness, each.found));
  const best = RELATIVE.map((name) => own.reduce((most, of) => Math.max(most, of[name]), -Infinity));
  return own.map((of) => ({
    evidence: Float64Array.from([
      ...OWN.map((name) => of[name]),
      ...RELATIVE.map((name, index) => of[name] - (best[index] ?? 0)),
    ]),
    coverage: coverageOf(pattern, of),
  }));
}

/** Half by words and pairs of characters, half by single characters. */
function coverageOf({ all }: Pattern, { words, pairs, characters }: Own): number {
  const parts = all.words + all.pairs;
  return parts === 0 ? characters : ((words * all.words + pairs * all.pairs) / parts + characters) / 2;
}

function evidenceOf(pattern: Pattern, text: string, likeness: number, found: Found): Own {
  const { query, all } = pattern;
  const sums = sumsOf(pattern, text.length, found);
  const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const pairs = share(sums.pairs, all.pairs);
  const asked = query.intents;
  const answered = asked & likeness;
  return {
    bm25: sums.bm25 / 20,
    bm25Core: sums.bm25Core / 20,
    likelihood: sums.likelihood / 20,
    words: share(sums.words, all.words),
    longWords: sums.allLong === 0 ? 0.5 : sums.long / sums.allLong,
    pairs,
    characters: found.characters,
    rarest: sums.rarest,
    narrow: found.narrow,
    wide: found.wide,
    close: found.close,
    run: Math.log(1 + found.run),
    runShare: share(found.run, pattern.plain.length),
    length: Math.log(Math.max(2, text.length)) / 3,
    density: found.matches / Math.max(1, text.length),
    pairsByLength: pairs / Math.log(10 + text.length),
    sentencePairs: found.sentencePairs,
    sentenceWords: found.sentenceWords,
    sentenceCharacters: found.sentenceCharacters,
    bestSentence: Math.log(1 + found.bestSentence),
    leadPrecision: found.leadPrecision,
    precision: found.precision,
    lead: found.lead,
    opening: found.opening,
    leadPairs: share(sums.leadPairs, all.pairs),
    first: Math.log(1 + sums.first),
    shortCovered: text.length < 60 ? found.characters : 0,
    defines: defines(pattern, text),
    asksItself: text.endsWith('?') ? 1 : 0,
    answersAsked: asked === 0 ? 0.5 : bitsOf(answered) / bitsOf(asked),
    ...flags(answered, likeness & ~asked),
  };
}

const bitsOf = (bits: number): number => INTENT_NAMES.filter((_, index) => (bits >> index) & 1).length;

const flags = (answered: number, unasked: number): Record<(typeof INTENT_NAMES)[number], number> =>
  Object.fromEntries(
    INTENT_NAMES.flatMap((name, index) => [
      [name, (answered >> index) & 1],
      [`un${name}`, (unasked >> index) & 1],
    ]),
  ) as Record<(typeof INTENT_NAMES)[number], number>;

/** Sums over the parts of the query that were found; `bm25` is Okapi's with k1 = 1, b = .5. */
function sumsOf({ parts }: Pattern, length: number, { counts, firsts }: Found): Record<
  'bm25' | 'bm25Core' | 'likelihood' | 'words' | 'long' | 'allLong' | 'pairs' | 'leadPairs' | 'rarest' | 'first',
  number
> {
  const norm = 0.5 + (0.5 * length) / TYPICAL_LENGTH;
  let [bm25, bm25Core, likelihood, words, long, allLong, pairs, leadPairs] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [rarest, rarity, first] = [0.5, -1, NOWHERE];
  parts.forEach((part, index) => {
    const count = counts[index] ?? 0;
    const there = count > 0 ? part.rarity : 0;
    const counted = (part.weight * count * 2) / (count + norm);
    bm25 += counted;
    if (!part.isWord && !part.isPair) return;
    bm25Core += counted;
    likelihood += part.rarity * Math.log(1 + (count * 100) / (length + 60));
    if (part.isWord) {
      words += there;
      if (part.text.length > 2) {
        allLong += part.rarity;
        long += there;
      }
      if (part.rarity > rarity) {
        rarity = part.rarity;
        rarest = count > 0 ? 1 : 0;
      }
    }
    if (part.isPair) {
      const at = firsts[index] ?? -1;
      pairs += there;
      if (at >= 0 && at < LEAD) leadPairs += there;
      if (at >= 0 && at < first) first = at;
    }
  });
  return { bm25, bm25Core, likelihood, words, long, allLong, pairs, leadPairs, rarest, first };
}

/** Whether the text says what the query asks the meaning of. */
function defines({ query }: Pattern, text: string): number {
  if ((query.intents & 1) === 0) return 0;
  const subject = plainOf(query.core);
  if (subject === '') return 0;
  const said = plainOf(text);
  const at = said.indexOf(subject);
  if (at < 0) return 0;
  if (at === 0) return 1;
  const after = said.slice(at + subject.length, at + subject.length + 2);
  const before = said.slice(Math.max(0, at - 2), at);
  return /^就?(是|指|即|称|包括|简称)/u.test(after) || /(叫|称为|这种|称)$/u.test(before) ? 0.7 : 0;
}

import { AIM_NAMES, type Speech } from './aims';
import { plainOf, type Pattern, type TermWeight } from './pattern';
import { INTENT_NAMES } from './intents';
import { cosines, directionOf, KINSHIP, kinships, type Direction } from './kinship';
import { scan, type Found } from './scan';
import { STATEMENT, statementOf, subjectOf, type Saying, type Subject } from './statement';

const TYPICAL_LENGTH = 220;
const LEAD = 40;
/** Where nothing of the query stands, its first place counts as this. */
const NOWHERE = 200;

/** What is also set beside the best of all candidates. */
const RELATIVE = [
  ...(['bm25', 'bm25Core', 'pairs', 'sentencePairs', 'precision'] as const),
  ...(['characters', 'leadPrecision', 'wide', 'words', 'likelihood'] as const),
  ...(['states', 'leadRun', 'leadOrder', 'order', 'cosine', 'cosineCore'] as const),
];

const OWN = [
  ...(['bm25', 'bm25Core', 'likelihood', 'words', 'longWords', 'pairs', 'characters', 'rarest'] as const),
  ...(['narrow', 'wide', 'close', 'run', 'runShare', 'length', 'density', 'pairsByLength'] as const),
  ...(['sentencePairs', 'sentenceWords', 'sentenceCharacters', 'bestSentence'] as const),
  ...(['leadPrecision', 'precision', 'lead', 'opening', 'leadPairs', 'first', 'shortCovered'] as const),
  ...(['defines', 'asksItself', 'answersAsked'] as const),
  ...INTENT_NAMES,
  ...INTENT_NAMES.map((name) => `${name}Unasked` as const),
  ...(['aimsLead', 'aims', 'lastAimLead', 'lastAim'] as const),
  ...AIM_NAMES.map((name) => `${name}Aim` as const),
  ...STATEMENT,
  ...(['cosine', 'cosineCore'] as const),
];
const AIMED = OWN.indexOf('aimsLead');
const STATED = OWN.indexOf('states');
const STANDING = [OWN.indexOf('bm25'), OWN.indexOf('pairs')];
const PLACES = RELATIVE.map((name) => OWN.indexOf(name));

/** The names of what speaks for an answer, in order; `…ToBest` is less the most that any candidate has. */
export const EVIDENCE = [...OWN, ...RELATIVE.map((name) => `${name}ToBest` as const), ...KINSHIP];
const KIN = EVIDENCE.length - KINSHIP.length;

/** A text as it was read for a query. */
export interface Reading {
  /** Numbers by the names of `EVIDENCE`. */
  evidence: Float64Array;
  /** 0 to 1: how much of what was asked the text speaks of. */
  coverage: number;
}

/** A folded text, with what `answersLike`, `speechOf`, `sayingOf` and `directionOf` say of it. */
export interface Text {
  text: string;
  likeness: number;
  speech: Speech;
  saying: Saying;
  direction: Direction;
}

/** What speaks for each of the texts as the answer to a query. */
export function readAll(pattern: Pattern, texts: readonly Text[], weightOf: TermWeight): Reading[] {
  const subject = subjectOf(pattern);
  const directions = texts.map(({ direction }) => direction);
  const [whole, core] = [pattern.query.text, pattern.query.core].map((text) =>
    cosines(directionOf(text, weightOf), directions),
  );
  const readings = texts.map((text, index) =>
    read(pattern, subject, text, [whole?.[index] ?? 0, core?.[index] ?? 0]),
  );
  PLACES.forEach((place, index) => {
    const best = readings.reduce((most, { evidence }) => Math.max(most, evidence[place] ?? 0), -Infinity);
    for (const { evidence } of readings) evidence[OWN.length + index] = (evidence[place] ?? 0) - best;
  });
  kinships(directions, standingOf(readings)).forEach((kinship, index) =>
    readings[index]?.evidence.set(kinship, KIN),
  );
  return readings;
}

/** How much of the query each text has, beside what the others have: in standard deviations from their mean. */
function standingOf(readings: readonly Reading[]): number[] {
  const standing = readings.map(() => 0);
  for (const column of STANDING) {
    const values = readings.map(({ evidence }) => evidence[column] ?? 0);
    const mean = values.reduce((sum, of) => sum + of, 0) / values.length;
    const spread = Math.sqrt(values.reduce((sum, of) => sum + (of - mean) ** 2, 0) / values.length) || 1;
    values.forEach((value, index) => (standing[index] = (standing[index] ?? 0) + (value - mean) / spread));
  }
  return standing;
}

function read(
  pattern: Pattern,
  subject: Subject,
  { text, likeness, speech, saying }: Text,
  nearness: readonly number[],
): Reading {
  const { query, all } = pattern;
  const found = scan(pattern, text);
  const sums = sumsOf(pattern, text.length, found);
  const words = share(sums.words, all.words);
  const pairs = share(sums.pairs, all.pairs);
  const { intents } = query;
  const answered = intents & likeness;
  const evidence = new Float64Array(EVIDENCE.length);
  evidence.set([
    ...[sums.bm25 / 20, sums.bm25Core / 20, sums.likelihood / 20, words],
    ...[sums.allLong === 0 ? 0.5 : sums.long / sums.allLong, pairs, found.characters, sums.rarest],
    ...[found.narrow, found.wide, found.close, Math.log(1 + found.run)],
    ...[share(found.run, pattern.plain.length), Math.log(Math.max(2, text.length)) / 3],
    ...[found.matches / Math.max(1, text.length), pairs / Math.log(10 + text.length)],
    ...[found.sentencePairs, found.sentenceWords, found.sentenceCharacters, Math.log(1 + found.bestSentence)],
    ...[found.leadPrecision, found.precision, found.lead, found.opening],
    ...[share(sums.leadPairs, all.pairs), Math.log(1 + sums.first), text.length < 60 ? found.characters : 0],
    ...[defines(pattern, text), text.endsWith('?') ? 1 : 0],
    intents === 0 ? 0.5 : bitsOf(answered) / bitsOf(intents),
  ]);
  evidence.set(aimed(pattern, speech), AIMED);
  evidence.set([...statementOf(subject, saying), ...nearness], STATED);
  const flags = AIMED - 2 * INTENT_NAMES.length;
  for (let index = 0; index < INTENT_NAMES.length; index += 1) {
    evidence[flags + index] = (answered >> index) & 1;
    evidence[flags + INTENT_NAMES.length + index] = ((likeness & ~intents) >> index) & 1;
  }
  return { evidence, coverage: coverageOf(pattern, words, pairs, found.characters) };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** Half by words and pairs of characters, half by single characters. */
function coverageOf({ all }: Pattern, words: number, pairs: number, characters: number): number {
  const parts = all.words + all.pairs;
  return parts === 0 ? characters : ((words * all.words + pairs * all.pairs) / parts + characters) / 2;
}

function bitsOf(bits: number): number {
  let count = 0;
  for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}

/** How much a text says of what was aimed at: on average and by the last aim, in the beginning and all of it; then by each aim. */
function aimed({ query: { aims } }: Pattern, { lead, density }: Speech): number[] {
  const byAim = AIM_NAMES.map(() => 0);
  let [sumLead, sum, lastLead, last] = [0, 0, 0, 0];
  for (const aim of aims) {
    const index = AIM_NAMES.indexOf(aim);
    lastLead = lead[index] ?? 0;
    last = density[index] ?? 0;
    byAim[index] = last;
    sumLead += lastLead;
    sum += last;
  }
  return [share(sumLead, aims.length), share(sum, aims.length), lastLead, last, ...byAim];
}

/** Sums over the parts of the query that were found; `bm25` is Okapi's with k1 = 1, b = .5. */
function sumsOf(
  { parts }: Pattern,
  length: number,
  { counts, firsts }: Found,
): Record<
  | 'bm25'
  | 'bm25Core'
  | 'likelihood'
  | 'words'
  | 'long'
  | 'allLong'
  | 'pairs'
  | 'leadPairs'
  | 'rarest'
  | 'first',
  number
> {
  const norm = 0.5 + (0.5 * length) / TYPICAL_LENGTH;
  let [bm25, bm25Core, likelihood, words, long, allLong, pairs, leadPairs] = [0, 0, 0, 0, 0, 0, 0, 0];
  let [rarest, rarity, first] = [0.5, -1, NOWHERE];
  for (const [index, part] of parts.entries()) {
    const count = counts[index] ?? 0;
    const there = count > 0 ? part.rarity : 0;
    const counted = (part.weight * count * 2) / (count + norm);
    bm25 += counted;
    if (!part.isWord && !part.isPair) continue;
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
  }
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

import type { Query } from './query';
import { rarePairs } from './segment';

/** How much a term tells, by how few articles have it. */
export type TermWeight = (term: string) => number;

const LEAD = 40;
const TYPICAL_LENGTH = 220;
const MAX_SENTENCES = 40;

/** The names of what `evidence` returns, in order. */
export const EVIDENCE = [
  ...['bm25', 'window', 'words', 'bigrams', 'characters', 'run', 'length', 'lengthSquared'],
  ...['short', 'shortCovered', 'sentenceBigrams', 'sentenceCharacters', 'leadPrecision', 'precision'],
  ...['lead', 'opening', 'defines'],
  ...['definition', 'manner', 'date', 'place', 'yesOrNo', 'list', 'amount', 'reason'],
] as const;

/** What speaks for a folded text as the answer to a query, one number per name of `EVIDENCE`. */
export function evidence(query: Query, text: string, weightOf: TermWeight): number[] {
  const weightOfCharacter = (c: string): number => query.characters.get(c) ?? 0;
  const characters = covered(query.characters.keys(), weightOfCharacter, (c) => text.includes(c));
  const bigrams = covered(query.bigrams, weightOf, (term) => text.includes(term));
  const length = Math.log(Math.max(2, text.length)) / 3;
  const lead = text.slice(0, LEAD);
  const sentences = sentencesOf(text);
  return [
    bm25(query, text, weightOf) / 20,
    window(query, text, 80),
    covered(query.words, weightOf, (term) => text.includes(term)),
    bigrams,
    characters,
    Math.log(1 + longestRun(query.text, text)),
    length,
    length ** 2,
    text.length < 20 ? 1 : 0,
    text.length < 60 ? characters : 0,
    best(sentences, (sentence) => covered(query.bigrams, weightOf, (term) => sentence.includes(term))),
    best(sentences, (sentence) =>
      covered(query.characters.keys(), weightOfCharacter, (c) => sentence.includes(c)),
    ),
    precision(query, lead),
    precision(query, text.slice(0, 600)),
    covered(query.characters.keys(), weightOfCharacter, (c) => lead.includes(c)),
    covered(query.characters.keys(), weightOfCharacter, (c) => text.slice(0, 100).includes(c)),
    defines(query, text),
    ...query.intents.map(({ asked, answers }) => (asked && answers.test(text) ? 1 : 0)),
  ];
}

/** The share of the parts, by weight, that are there. */
export function covered(
  parts: Iterable<string>,
  weightOf: TermWeight,
  isThere: (part: string) => boolean,
): number {
  let found = 0;
  let all = 0;
  for (const part of parts) {
    const weight = weightOf(part);
    all += weight;
    if (isThere(part)) found += weight;
  }
  return all === 0 ? 0 : found / all;
}

function occurrences(text: string, term: string): number {
  let count = 0;
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) count += 1;
  return count;
}

/** Okapi BM25 with k1 = 1, b = .5. */
export function bm25(query: Query, text: string, weightOf: TermWeight): number {
  const norm = 0.5 + (0.5 * text.length) / TYPICAL_LENGTH;
  let sum = 0;
  for (const [term, weight] of query.terms) {
    const count = occurrences(text, term);
    if (count > 0) sum += (weight * weightOf(term) * count * 2) / (count + norm);
  }
  return sum;
}

/** The greatest share of the query's characters that stand within `size` characters. */
function window({ characters }: Query, text: string, size: number): number {
  const weights = [...characters.values()];
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  if (all === 0) return 0;
  const placeOf = new Map([...characters.keys()].map((character, place) => [character.charCodeAt(0), place]));
  const inside = new Array<number>(weights.length).fill(0);
  const places: (number | undefined)[] = [];
  let sum = 0;
  let most = 0;
  for (let index = 0; index < text.length; index += 1) {
    const entering = placeOf.get(text.charCodeAt(index));
    places.push(entering);
    if (entering !== undefined && (inside[entering] = (inside[entering] ?? 0) + 1) === 1)
      sum += weights[entering] ?? 0;
    const leaving = places[index - size];
    if (leaving !== undefined && (inside[leaving] = (inside[leaving] ?? 0) - 1) === 0)
      sum -= weights[leaving] ?? 0;
    if (sum > most) most = sum;
  }
  return most / all;
}

const onlyWords = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** The length of the longest part of the query that stands in the text. */
function longestRun(query: string, text: string): number {
  const plain = onlyWords(query);
  let longest = 0;
  for (let start = 0; start + longest < plain.length; start += 1)
    while (start + longest < plain.length && text.includes(plain.slice(start, start + longest + 1)))
      longest += 1;
  return longest;
}

const sentencesOf = (text: string): string[] =>
  text
    .split(/[。;!?\n]|(?<=\D)\d[、.]/u)
    .filter((sentence) => sentence.length > 3)
    .slice(0, MAX_SENTENCES);

const best = (sentences: string[], score: (sentence: string) => number): number =>
  sentences.reduce((most, sentence) => Math.max(most, score(sentence)), 0);

/** The share of what a text says that the query says, too. */
export function precision({ pairs }: Query, text: string): number {
  let shared = 0;
  let all = 0;
  for (const [pair, weight] of rarePairs(text)) {
    all += weight;
    if (pairs.has(pair)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}

/** Whether the text says what the query asks the meaning of. */
function defines(query: Query, text: string): number {
  const subject = onlyWords(query.core);
  if (!query.intents[0]?.asked || subject === '') return 0;
  const said = onlyWords(text);
  const at = said.indexOf(subject);
  if (at < 0) return 0;
  if (at === 0) return 1;
  const after = said.slice(at + subject.length, at + subject.length + 2);
  const before = said.slice(Math.max(0, at - 2), at);
  return /^就?(是|指|即|称|包括|简称)/u.test(after) || /(叫|称为|这种|称)$/u.test(before) ? 0.7 : 0;
}

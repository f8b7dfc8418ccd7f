import { NUMBERING, SENTENCE_END, type Pattern } from './pattern';
import { isHanUnit, rarityOfUnit } from './segment';

/** What is read of a text, and of its beginning. */
const LONGEST = 6_000;
const LEAD = 40;
const OPENING = 100;
const FIRST_PART = 600;
const MOST_SENTENCES = 40;
const SHORTEST_SENTENCE = 4;
/** The query's characters that are looked back at for what stands close, and how far. */
const BACK = 4;
const REACH = 5;

/** What one pass over a text finds of a query. All but `counts`, `firsts`, `run`, `matches` and `bestSentence` are shares by weight. */
export interface Found {
  /** How often each part is there, and where it is first: -1 for nowhere. */
  counts: Uint16Array;
  firsts: Int32Array;
  characters: number;
  lead: number;
  opening: number;
  /** The most that one sentence has, and the number of the sentence with the most pairs. */
  sentenceCharacters: number;
  sentencePairs: number;
  sentenceWords: number;
  bestSentence: number;
  /** The most characters within 30 and 80 units. */
  narrow: number;
  wide: number;
  close: number;
  /** The length of the longest part of the query that stands in the text. */
  run: number;
  /** How much of what the beginning says is the query's, by pairs of characters. */
  leadPrecision: number;
  precision: number;
  /** How many of the text's units are the query's. */
  matches: number;
}

const places = new Int32Array(LONGEST);
const codesThere = new Uint8Array(LONGEST);
const inside = new Uint16Array(256);

const isDigit = (unit: number): boolean => unit >= 48 && unit <= 57;
const share = (part: number, all: number): number => (all === 0 ? 0 : part / all);

/** What is found in one sentence, and the most that one before it had. */
interface Sentences {
  number: number;
  start: number;
  characters: number;
  pairs: number;
  words: number;
  most: { characters: number; pairs: number; words: number; number: number };
}

function endSentence(sentences: Sentences, at: number): void {
  const { most, number, start, characters, pairs, words } = sentences;
  if (at - start >= SHORTEST_SENTENCE && number < MOST_SENTENCES) {
    if (characters > most.characters) most.characters = characters;
    if (words > most.words) most.words = words;
    if (pairs > most.pairs) {
      most.pairs = pairs;
      most.number = number;
    }
    sentences.number += 1;
  }
  sentences.start = at + 1;
  sentences.characters = sentences.pairs = sentences.words = 0;
}

/** Reads a folded text once. */
export function scan(pattern: Pattern, text: string): Found {
  const { codes, size, weights, parts, beginnings, close, plain, all } = pattern;
  const length = Math.min(text.length, LONGEST);
  const counts = new Uint16Array(parts.length);
  const firsts = new Int32Array(parts.length).fill(-1);
  const ends = new Int32Array(parts.length);
  const partSentence = new Int32Array(parts.length).fill(-1);
  const unitSentence = new Int32Array(size).fill(-1);
  const isSeen = new Uint8Array(size);
  const isClose = new Uint8Array(size * size);
  const most = { characters: 0, pairs: 0, words: 0, number: 0 };
  const sentences: Sentences = { number: 0, start: 0, characters: 0, pairs: 0, words: 0, most };
  const precision = precisionOf(pattern, text);
  let [characters, lead, opening, closeness] = [0, 0, 0, 0];
  let [previous, run, place, longest, matches] = [0, 0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const code = codes[text.charCodeAt(at)] ?? 0;
    if (code === 0 || code >= size) {
      if (
        code === SENTENCE_END ||
        (code === NUMBERING && isDigit(text.charCodeAt(at - 1)) && !isDigit(text.charCodeAt(at - 2)))
      )
        endSentence(sentences, at);
      previous = run = 0;
      continue;
    }
    const weight = weights[code] ?? 0;
    if (isSeen[code] === 0) {
      isSeen[code] = 1;
      characters += weight;
      if (at < LEAD) lead += weight;
      if (at < OPENING) opening += weight;
    }
    if (unitSentence[code] !== sentences.number) {
      unitSentence[code] = sentences.number;
      sentences.characters += weight;
    }
    if (weight > 0) {
      for (let back = matches - 1; back >= 0 && back >= matches - BACK; back -= 1) {
        if (at - (places[back] ?? 0) > REACH) break;
        const two = (codesThere[back] ?? 0) * size + code;
        if (isClose[two] === 0) {
          isClose[two] = 1;
          closeness += close[two] ?? 0;
        }
      }
      places[matches] = at;
      codesThere[matches] = code;
      matches += 1;
    }
    const two = previous * size + code;
    for (let turn = previous > 0 ? 0 : 1; turn < 2; turn += 1) {
      const start = turn === 0 ? at - 1 : at;
      const beginning = beginnings[turn === 0 ? two : code];
      if (beginning === undefined) continue;
      for (const index of beginning) {
        const part = parts[index];
        if (!part || start < (ends[index] ?? 0)) continue;
        if (part.text.length > 2 && !text.startsWith(part.text, start)) continue;
        ends[index] = start + part.text.length;
        counts[index] = (counts[index] ?? 0) + 1;
        if (firsts[index] === -1) firsts[index] = start;
        if (partSentence[index] === sentences.number) continue;
        partSentence[index] = sentences.number;
        if (part.isPair) sentences.pairs += part.rarity;
        if (part.isWord) sentences.words += part.rarity;
      }
    }
    if (run > 1 && plain[place] === code) {
      run += 1;
      place += 1;
    } else {
      const from = previous > 0 ? (pattern.places[two] ?? 0) : 0;
      run = from > 0 ? 2 : 1;
      place = from + 1;
    }
    if (run > longest) longest = run;
    previous = code;
  }
  endSentence(sentences, length);
  return {
    ...{ counts, firsts, run: longest, matches, bestSentence: most.number, ...precision },
    characters: share(characters, all.characters),
    lead: share(lead, all.characters),
    opening: share(opening, all.characters),
    sentenceCharacters: share(most.characters, all.characters),
    sentencePairs: share(most.pairs, all.pairs),
    sentenceWords: share(most.words, all.words),
    narrow: share(within(30, matches, weights), all.characters),
    wide: share(within(80, matches, weights), all.characters),
    close: share(closeness, all.close),
  };
}

/** How much of what the beginning says the query says, too. */
export function precisionOf(
  { codes, size, places: placesOf }: Pattern,
  text: string,
): { leadPrecision: number; precision: number } {
  const length = Math.min(text.length, FIRST_PART);
  let [shared, said, leadPrecision, before] = [0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    if (at === LEAD) leadPrecision = share(shared, said);
    const unit = text.charCodeAt(at);
    if (!isHanUnit(unit)) {
      before = 0;
      continue;
    }
    if (before > 0) {
      const weight = rarityOfUnit(before) + rarityOfUnit(unit);
      const [one, other] = [codes[before] ?? 0, codes[unit] ?? 0];
      said += weight;
      if (one > 0 && other > 0 && one < size && other < size && (placesOf[one * size + other] ?? 0) > 0)
        shared += weight;
    }
    before = unit;
  }
  const precision = share(shared, said);
  return { precision, leadPrecision: length <= LEAD ? precision : leadPrecision };
}

/** The greatest weight of the query's characters that stand within so many units. */
function within(reach: number, matches: number, weights: Float64Array): number {
  inside.fill(0);
  let [sum, most, first] = [0, 0, 0];
  for (let last = 0; last < matches; last += 1) {
    const entering = codesThere[last] ?? 0;
    inside[entering] = (inside[entering] ?? 0) + 1;
    if (inside[entering] === 1) sum += weights[entering] ?? 0;
    while ((places[last] ?? 0) - (places[first] ?? 0) >= reach) {
      const leaving = codesThere[first] ?? 0;
      inside[leaving] = (inside[leaving] ?? 0) - 1;
      if (inside[leaving] === 0) sum -= weights[leaving] ?? 0;
      first += 1;
    }
    if (sum > most) most = sum;
  }
  return most;
}

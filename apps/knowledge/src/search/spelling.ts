import { customPinyin, pinyin } from 'pinyin-pro';
import type { Synonym } from './query';
import { isBound, isCommonWord, isHan, runsOf, tokensOf, wordsOf } from './segment';

customPinyin({ 重名: 'chóng míng', 重组: 'chóng zǔ' });

const LONGEST_WORD = 8;
const LONGEST_QUERY_RUN = 40;

/** A word of the articles with the keys by which a wrong spelling of it is found. */
export interface VocabularyWord {
  word: string;
  /** Its pinyin, with sounds that are often mistaken for one another made one. */
  reading: string;
  initials: string;
}

/** What to look for in the vocabulary to repair a query. */
export interface SpellingKeys {
  words: string[];
  readings: string[];
  initials: string[];
  skeletons: string[];
}

export interface Repaired {
  text: string;
  /** Other words that a pinyin may mean, beside the one that was taken. */
  alternatives: Synonym[];
}

/** zh/z, ch/c, sh/s, ng/n and l/n sound alike to many. */
const blur = (reading: string): string =>
  reading
    .replaceAll(/([zcs])h/g, '$1')
    .replaceAll(/([aei])ng/g, '$1n')
    .replaceAll('l', 'n');

const syllablesOf = (text: string): string[] =>
  pinyin(text, { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true });

/** The word with one character left out, for each. */
export const skeletonsOf = (word: string): string[] =>
  word.length < 4 ? [] : [...word].map((_, index) => word.slice(0, index) + word.slice(index + 1));

export function vocabularyWord(word: string): VocabularyWord {
  const syllables = syllablesOf(word);
  return {
    word,
    reading: blur(syllables.join('')),
    initials: syllables.map(([first = '']) => first).join(''),
  };
}

/** The words that a folded article adds to the vocabulary: its Chinese words, and neighbouring words of its title together. */
export function vocabularyOf(title: string, body: string): string[] {
  const words = wordsOf(`${title}\n${body}`).filter(isHan);
  const phrases = runsOf(title)
    .filter(isHan)
    .flatMap((run) => {
      const parts = tokensOf(run, true);
      return parts.slice(1).flatMap((part, index) => {
        const before = parts[index] ?? '';
        return part.length > 1 && before.length > 1 ? [before + part] : [];
      });
    });
  return [...new Set([...words, ...phrases])].filter(
    (word) => word.length > 1 && word.length <= LONGEST_WORD,
  );
}

interface Piece {
  text: string;
  start: number;
}

/** Neighbouring tokens of the query that may be one word spelt wrong. */
function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(/\p{Script=Han}+/gu)) {
    const parts = tokensOf(match[0].slice(0, LONGEST_QUERY_RUN), false);
    let start = match.index;
    parts.forEach((part, index) => {
      for (let end = index + 1; end <= parts.length; end += 1) {
        const slice = parts.slice(index, end);
        const piece = slice.join('');
        if (piece.length > LONGEST_WORD) break;
        if (piece.length > 1 && (slice.length === 1 || slice.some(({ length }) => length === 1)))
          pieces.push({ text: piece, start });
      }
      start += part.length;
    });
  }
  return pieces;
}

/** Those that are no word in common use, and have a character that seldom stands alone. */
const doubtfulPiecesOf = (text: string): Piece[] =>
  piecesOf(text).filter(
    ({ text: piece }) => !isCommonWord(piece) && !ASKING.test(piece) && [...piece].some(isBound),
  );

/** A pinyin or initials stand alone; several words of letters are English. */
function latinRuns(text: string): string[] {
  const runs = text.match(/[a-z]+/g) ?? [];
  return runs.length === 1 ? runs.filter(({ length }) => length > 2 && length <= LONGEST_QUERY_RUN) : [];
}

/** What to ask the vocabulary for before `repair`. */
export function spellingKeys(text: string): SpellingKeys {
  const pieces = doubtfulPiecesOf(text);
  const latin = latinRuns(text);
  return {
    words: pieces.map((piece) => piece.text),
    readings: [...pieces.map((piece) => blur(syllablesOf(piece.text).join(''))), ...latin.map(blur)],
    initials: latin,
    skeletons: pieces.flatMap((piece) => skeletonsOf(piece.text)),
  };
}

/**
 * Puts the vocabulary's words in place of what sounds like them, differs in one character of four or more, or is
 * their pinyin or initials. What is a word itself stays.
 */
export function repair(text: string, vocabulary: readonly VocabularyWord[]): Repaired {
  const known = new Set(vocabulary.map(({ word }) => word));
  let repaired = text;
  const pieces = doubtfulPiecesOf(text)
    .filter((piece) => !known.has(piece.text))
    .sort((a, b) => b.text.length - a.text.length || a.start - b.start);
  const taken: Piece[] = [];
  for (const isMeant of [soundsLike, differsByOne])
    for (const piece of pieces) {
      if (taken.some((other) => overlap(piece, other))) continue;
      const word = vocabulary.find(
        (candidate) => isOffered(candidate.word) && isMeant(candidate, piece.text),
      );
      if (!word) continue;
      repaired = repaired.replace(piece.text, word.word);
      taken.push(piece);
    }
  const alternatives: Synonym[] = [];
  for (const run of latinRuns(text)) {
    const meant = vocabulary.filter(({ reading, initials }) => reading === blur(run) || initials === run);
    const [first, ...others] = meant.sort(
      (a, b) => Number(b.reading === blur(run)) - Number(a.reading === blur(run)),
    );
    if (!first) continue;
    repaired = repaired.replace(run, first.word);
    alternatives.push(...others.slice(0, 4).map(({ word }) => ({ word: first.word, other: word })));
  }
  return { text: repaired, alternatives };
}

/** A piece with one of these is no word. */
const ASKING = /[吗呢的了是我你们怎么什啥要能不有多与或还]/u;

const overlap = (one: Piece, other: Piece): boolean =>
  one.start < other.start + other.text.length && other.start < one.start + one.text.length;

/** What the segmentation has only guessed to be a word is no repair. */
const isOffered = (word: string): boolean => isCommonWord(word) || word.length > 3;

/** How many characters two words of one length have at the same places. */
const inCommon = (one: string, other: string): number =>
  [...one].filter((character, index) => character === other.charAt(index)).length;

const soundsLike = ({ word, reading }: VocabularyWord, piece: string): boolean =>
  word.length === piece.length && inCommon(word, piece) > 0 && reading === blur(syllablesOf(piece).join(''));

const differsByOne = ({ word }: VocabularyWord, piece: string): boolean =>
  piece.length >= 4 &&
  word.length === piece.length &&
  inCommon(word, piece) === piece.length - 1 &&
  alike(word, piece);

/** Whether the syllables that differ have a beginning or an end in common. */
const alike = (word: string, piece: string): boolean => {
  const [meant, typed] = [syllablesOf(word).map(blur), syllablesOf(piece).map(blur)];
  return meant.every((syllable, index) => {
    const other = typed[index] ?? '';
    return (
      syllable.slice(1) === other.slice(1) ||
      (syllable.length === other.length && syllable.slice(0, -1) === other.slice(0, -1))
    );
  });
};

import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

const jieba = Jieba.withDict(dict);

const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;

const UNKNOWN_RARITY = 8;

/** jieba's words with how often they were seen. */
function* dictionary(): Generator<[word: string, count: number]> {
  for (const line of Buffer.from(dict).toString('utf8').split('\n')) {
    const [word = '', frequency] = line.split(' ');
    yield [word, Number(frequency) || 1];
  }
}

/** Of each UTF-16 unit, how rare it is in written Chinese and which share of it stands alone. */
const { rarity, alone } = ((): { rarity: Float32Array; alone: Float32Array } => {
  const counts = new Float64Array(0x10000);
  const singles = new Float64Array(0x10000);
  let total = 0;
  for (const [word, count] of dictionary()) {
    for (let index = 0; index < word.length; index += 1) {
      const unit = word.charCodeAt(index);
      counts[unit] = (counts[unit] ?? 0) + count;
    }
    if (word.length === 1) singles[word.charCodeAt(0)] = count;
    total += count * word.length;
  }
  return {
    rarity: Float32Array.from(counts, (count) =>
      count === 0 ? UNKNOWN_RARITY : Math.log(1 + total / count / 200),
    ),
    alone: Float32Array.from(singles, (single, unit) => single / Math.max(1, counts[unit] ?? 0)),
  };
})();

/** Whether a character is mostly a part of longer words. */
export const isBound = (character: string): boolean => (alone[character.charCodeAt(0)] ?? 0) < 0.3;

/** Of the dictionary's rarer words most are names and slips. */
const COMMON_WORD = 10;
const FILTER_BITS = 1 << 22;

const hashesOf = (word: string): number[] =>
  [0x2c1b3c6d, 0x297a2d39, 0x5bd1e995].map((seed) => {
    let hash = seed;
    for (let index = 0; index < word.length; index += 1) {
      hash = Math.imul(hash ^ word.charCodeAt(index), seed);
      hash ^= hash >>> 15;
    }
    return (hash ^ (hash >>> 13)) & (FILTER_BITS - 1);
  });

/** A Bloom filter of the dictionary's common words. */
const common = ((): Uint8Array => {
  const bits = new Uint8Array(FILTER_BITS / 8);
  for (const [word, count] of dictionary())
    if (word.length > 1 && count >= COMMON_WORD)
      for (const hash of hashesOf(word)) bits[hash >>> 3] = (bits[hash >>> 3] ?? 0) | (1 << (hash & 7));
  return bits;
})();

/** Whether a word is in common use; one in a thousand others passes, too. */
export const isCommonWord = (word: string): boolean =>
  hashesOf(word).every((hash) => ((common[hash >>> 3] ?? 0) & (1 << (hash & 7))) !== 0);

/** How much the first character of a text tells; near 0 for what is everywhere. */
export const characterWeight = (character: string): number =>
  rarity[character.charCodeAt(0)] ?? UNKNOWN_RARITY;

export const isHanUnit = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

/** How rare a UTF-16 unit is in written Chinese. */
export const rarityOfUnit = (unit: number): number => rarity[unit] ?? 0;

export const isHan = (text: string): boolean => HAN.test(text);

/** Runs of Chinese characters, and of letters and digits; `text` is folded. */
export const runsOf = (text: string): string[] => text.match(RUNS) ?? [];

/** The text in words without overlap; `guess` joins characters that the dictionary does not have as a word. */
export const tokensOf = (text: string, guess: boolean): string[] => jieba.cut(text, guess);

/** Words of two characters and more, long ones with the words in them; runs of letters and digits whole. */
export const wordsOf = (text: string): string[] =>
  jieba
    .cutForSearch(text, true)
    .filter((word) => (isHan(word) ? word.length > 1 : /[\p{L}\p{N}]/u.test(word)));

/** Neighbouring characters: the net under the dictionary. */
export const bigramsOf = (text: string): string[] =>
  runsOf(text).flatMap((run) =>
    isHan(run) ? Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2)) : [],
  );

/** Characters above this tell enough to be looked for alone. */
const TELLING = 3;

/** Rare Chinese characters, which may be words of their own: 霾, 税, 伞. */
export const rareCharactersOf = (text: string): string[] =>
  [...text].filter((character) => isHan(character) && characterWeight(character) > TELLING);

/** What an article is found by: words, bigrams and rare characters, each once. */
export const termsOf = (text: string): string[] => [
  ...new Set([...wordsOf(text), ...bigramsOf(text), ...rareCharactersOf(text)]),
];

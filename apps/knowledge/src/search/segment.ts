import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

const jieba = Jieba.withDict(dict);

const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;

const UNKNOWN_RARITY = 8;

/** How rare each UTF-16 unit is in written Chinese, from the frequencies of jieba's dictionary. */
const rarity = ((): Float32Array => {
  const counts = new Float64Array(0x10000);
  let total = 0;
  for (const line of Buffer.from(dict).toString('utf8').split('\n')) {
    const [word = '', frequency] = line.split(' ');
    const count = Number(frequency) || 1;
    for (let index = 0; index < word.length; index += 1) {
      const unit = word.charCodeAt(index);
      counts[unit] = (counts[unit] ?? 0) + count;
    }
    total += count * word.length;
  }
  return Float32Array.from(counts, (count) =>
    count === 0 ? UNKNOWN_RARITY : Math.log(1 + total / count / 200),
  );
})();

/** How much the first character of a text tells; near 0 for what is everywhere. */
export const characterWeight = (character: string): number =>
  rarity[character.charCodeAt(0)] ?? UNKNOWN_RARITY;

const isHanUnit = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff;

/** Pairs of neighbouring Chinese characters as numbers, each once, with how rare they are. */
export function rarePairs(text: string): Map<number, number> {
  const pairs = new Map<number, number>();
  let before = 0;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (!isHanUnit(unit)) before = 0;
    else {
      if (before > 0) pairs.set(before * 0x10000 + unit, (rarity[before] ?? 0) + (rarity[unit] ?? 0));
      before = unit;
    }
  }
  return pairs;
}

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

/** What an article is found by: words and bigrams, each once. */
export const termsOf = (text: string): string[] => [...new Set([...wordsOf(text), ...bigramsOf(text)])];

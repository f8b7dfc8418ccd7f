import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict';

const jieba = Jieba.withDict(dict);

const RUNS = /\p{Script=Han}+|[\p{L}\p{N}]+/gu;
const HAN = /\p{Script=Han}/u;

/** How rare a character is in written Chinese, from the frequencies of jieba's dictionary; 0 for what is everywhere. */
const rarity = ((): Map<string, number> => {
  const counts = new Map<string, number>();
  let total = 0;
  for (const line of Buffer.from(dict).toString('utf8').split('\n')) {
    const [word = '', frequency] = line.split(' ');
    const count = Number(frequency) || 1;
    for (const character of word) counts.set(character, (counts.get(character) ?? 0) + count);
    total += count * word.length;
  }
  return new Map([...counts].map(([character, count]) => [character, Math.log(1 + total / count / 200)]));
})();

const UNKNOWN_RARITY = 8;

export const characterWeight = (character: string): number => rarity.get(character) ?? UNKNOWN_RARITY;

export const isHan = (text: string): boolean => HAN.test(text);

/** Runs of Chinese characters, and of letters and digits; `text` is folded. */
export const runsOf = (text: string): string[] => text.match(RUNS) ?? [];

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

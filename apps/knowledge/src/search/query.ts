import { aimsOf, type Aim } from './aims';
import { fold } from './fold-text';
import { intentsOf } from './intents';
import { bigramsOf, rareCharactersOf, wordsOf } from './segment';

/** What makes a text a question and says nothing of its subject. */
const ASKING = new RegExp(
  [
    '请问|您好|你好|如何|怎么样|怎么办|怎么|怎样|咋办|咋|什么时候|什么样|什么|是否|哪些|哪里|哪儿|哪个|哪种|哪',
    '可不可以|可以|能不能|能否|应该|应当|需要|有没有|是不是|多少|为什么|为何|有关|关于|具体|情况|包括',
    '[吗呢能应需要我该办的了在和与或及对由是有被将后前时中吧啊呀么]',
  ].join('|'),
  'gu',
);

/** What questions say to frame what they ask, and answers seldom say again. */
export const FRAMING: ReadonlySet<string> = new Set(
  [
    '我们 自己 遇到 出现 如果 确定 依据 按照 根据 其他 取得 流程 过程 程序 步骤 进行 主要 相关 有关 提供 符合 产生 享受',
    '咨询 准备 影响 执行 还是 或者 以及 范围 内容 情况 规定 要求 政策 管理 部门 计算 基本 特殊 注意 问题 事项 手续 资料',
    '区别 意思 含义 概念 定义 原因 途径 方式 方法 地点 地址 时间 期限 标准 材料 哪几 几种 是不 什么 通过 第二 第三 以上',
    '以下 部分 界定 遵守 义务 作用 目的',
  ].flatMap((line) => line.split(' ')),
);

/** A query as the ranking reads it; its texts are folded. */
export interface Query {
  text: string;
  /** Without what only makes it a question. */
  core: string;
  /** Words, bigrams and rare characters with their weight, words and bigrams of the core 1. */
  terms: Map<string, number>;
  words: string[];
  bigrams: string[];
  /** Characters of the core, each once. */
  characters: ReadonlySet<string>;
  /** Words of the query with another for each. */
  synonyms: readonly Synonym[];
  /** What it asks for, as `intentsOf` says it. */
  intents: number;
  /** What it aims at, in the order in which it says so. */
  aims: readonly Aim[];
}

/** A word of the query, and another that means the same. */
export interface Synonym {
  word: string;
  other: string;
}

/** What an asking word weighs beside a word of the subject. */
export const ASKING_WEIGHT = 0.1;
const SYNONYM_WEIGHT = 0.7;
const CHARACTER_WEIGHT = 0.6;

/** Reads a query; `synonyms` are other words for parts of it. */
export function readQuery(input: string, synonyms: readonly Synonym[] = []): Query {
  const text = fold(input);
  const core = text.replace(ASKING, ' ');
  const words = [...new Set(wordsOf(core))];
  const bigrams = [...new Set(bigramsOf(core))];
  const terms = new Map<string, number>();
  for (const term of [...wordsOf(text), ...bigramsOf(text)]) terms.set(term, ASKING_WEIGHT);
  for (const { other } of synonyms)
    for (const term of [...wordsOf(other), ...bigramsOf(other)]) terms.set(term, SYNONYM_WEIGHT);
  for (const term of rareCharactersOf(core)) terms.set(term, CHARACTER_WEIGHT);
  for (const term of [...words, ...bigrams]) terms.set(term, 1);
  const characters = new Set([...core].filter((character) => /[\p{L}\p{N}]/u.test(character)));
  const asked = { intents: intentsOf(text), aims: aimsOf(text) };
  return { text, core, terms, words, bigrams, characters, ...asked, synonyms };
}

/** A folded text in the words of the query, where it says the same with others. */
export const inWordsOf = ({ synonyms, text: asked }: Query, text: string): string =>
  synonyms.reduce(
    (said, { word, other }) => (asked.includes(other) ? said : said.replaceAll(other, word)),
    text,
  );

import { fold } from './fold-text';
import { bigramsOf, characterWeight, rarePairs, wordsOf } from './segment';

/** What makes a text a question and says nothing of its subject. */
const ASKING = new RegExp(
  [
    '请问|您好|你好|如何|怎么样|怎么办|怎么|怎样|咋办|咋|什么时候|什么样|什么|是否|哪些|哪里|哪儿|哪个|哪种|哪',
    '可不可以|可以|能不能|能否|应该|应当|需要|有没有|是不是|多少|为什么|为何|有关|关于|具体|情况|包括',
    '[吗呢能应需要我该办的了在和与或及对由是有被将后前时中吧啊呀么]',
  ].join('|'),
  'gu',
);

/** What a question asks for, and how an answer to it reads. */
const INTENTS: readonly [asks: RegExp, answers: RegExp][] = [
  [/什么是|是什么$|什么叫|是指什么|定义|含义|概念|何为|界定/u, /^[^。,;]{0,30}(是指|指的是|是|指|即|称为)/u],
  [
    /如何|怎么|怎样|流程|程序|步骤|方法|操作|手续|怎么办/u,
    /第一步|登录|打开|点击|流程|步骤|方式|拨打|网站|窗口|首先|1、|一、|\(1\)|\(一\)/u,
  ],
  [
    /什么时候|何时|多久|几天|几号|时间|期限|多长|周期|有效期|时限/u,
    /\d+年|\d+月|\d+日|\d+个?工作日|天内|小时|\d+时|至/u,
  ],
  [/哪里|哪儿|在哪|何处|地点|地址|哪个部门|咨询|电话/u, /地址|路|号|窗口|大厅|电话|\d{7,}|网站|官网/u],
  [
    /吗[??]?$|是否|能否|可否|可不可以|能不能|是不是|有没有/u,
    /^(您好[,,]?|答[::]?)?(可以|不可以|能|不能|不|是的|是,|需要|无需|不需要|没有|有|不会|会|应|均|如)/u,
  ],
  [/哪些|几种|有什么|条件|材料|范围|内容|种类|包括|要求/u, /[一二三1]、|\([一1]\)|①|1\.|包括|;/u],
  [/多少|标准|金额|费用|收费|几(个|种|条|元)/u, /\d+(元|%|万|倍|分|条|个|种)|免费|不收/u],
  [/为什么|为何|原因|目的|意义|为啥/u, /因为|由于|为了|原因|因此|所以|为/u],
];

/** A query as the ranking reads it; its texts are folded. */
export interface Query {
  text: string;
  /** Without what only makes it a question. */
  core: string;
  /** Words and bigrams with their weight, those of the core 1. */
  terms: Map<string, number>;
  words: string[];
  bigrams: string[];
  /** Characters of the core with what they weigh. */
  characters: Map<string, number>;
  /** Neighbouring characters of the whole query, as `rarePairs` numbers them. */
  pairs: ReadonlySet<number>;
  /** Words of the query with another for each. */
  synonyms: readonly Synonym[];
  /** What an answer reads like, for each intent; undefined for one that the query does not have. */
  intents: readonly { asked: boolean; answers: RegExp }[];
}

/** A word of the query, and another that means the same. */
export interface Synonym {
  word: string;
  other: string;
}

/** What an asking word weighs beside a word of the subject. */
export const ASKING_WEIGHT = 0.1;
const SYNONYM_WEIGHT = 0.7;

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
  for (const term of [...words, ...bigrams]) terms.set(term, 1);
  const characters = new Map(
    [...core].filter((character) => /[\p{L}\p{N}]/u.test(character)).map((c) => [c, characterWeight(c)]),
  );
  const intents = INTENTS.map(([asks, answers]) => ({ asked: asks.test(text), answers }));
  const pairs = new Set(rarePairs(text).keys());
  return { text, core, terms, words, bigrams, characters, pairs, intents, synonyms };
}

/** The query with its characters weighed by how much the words that they are in tell among the articles. */
export function weighed(query: Query, weightOf: (term: string) => number): Query {
  const parts = [...query.words, ...query.bigrams].map((term) => ({ term, weight: weightOf(term) }));
  const most = Math.max(...parts.map(({ weight }) => weight), 1e-9);
  const characters = new Map(
    [...query.characters.keys()].map((character) => {
      const around = parts.filter(({ term }) => term.includes(character)).map(({ weight }) => weight);
      const share = around.length > 0 ? Math.max(...around) / most : 0.5;
      return [character, characterWeight(character) * (0.1 + share)];
    }),
  );
  return { ...query, characters };
}

/** A folded text in the words of the query, where it says the same with others. */
export const inWordsOf = ({ synonyms, text: asked }: Query, text: string): string =>
  synonyms.reduce(
    (said, { word, other }) => (asked.includes(other) ? said : said.replaceAll(other, word)),
    text,
  );

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SYNONYMS } from '../../apps/knowledge/src/search/default-synonyms';
import { groupsOf } from '../../apps/knowledge/src/search/synonyms';
import type { WrittenArticle } from './collection';

/** One `{id, question, answer}` a line. */
export const FAQ = 'faq.jsonl';

export interface Pair {
  id: string;
  question: string;
  answer: string;
}

export const synonyms = groupsOf(
  Object.entries(DEFAULT_SYNONYMS).map(([word, meaning]) => ({ word, meaning })),
);

export async function readPairs(folder: string): Promise<Pair[]> {
  const lines = (await readFile(join(folder, FAQ), 'utf8')).trim().split('\n');
  return lines.map((text) => JSON.parse(text) as Pair);
}

/** The answers alone as articles. */
export const articlesOfAnswers = (pairs: readonly Pair[]): WrittenArticle[] =>
  pairs.map(({ id, answer }) => ({
    ...{ id, matterCode: '', agencyCode: '', kind: 'question' as const },
    ...{ title: { zh: '', en: '' }, body: { zh: answer, en: '' } },
  }));

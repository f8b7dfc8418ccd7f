import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_SYNONYMS } from '../../apps/knowledge/src/search/default-synonyms';
import { groupsOf } from '../../apps/knowledge/src/search/synonyms';
import { MemoryIndex } from './memory-index';

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

/** An index of the answers alone. */
export const indexOfAnswers = (pairs: readonly Pair[]): MemoryIndex =>
  new MemoryIndex(
    pairs.map(({ id, answer }) => ({ id, title: '', body: answer, matterCode: '', agencyCode: '' })),
    synonyms,
  );

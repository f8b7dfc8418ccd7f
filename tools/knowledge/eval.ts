import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DEFAULT_SYNONYMS } from '../../apps/knowledge/src/search/default-synonyms';
import { find, type Collection } from '../../apps/knowledge/src/search/find';
import { groupsOf } from '../../apps/knowledge/src/search/synonyms';
import { halves, qualityOf, type Quality } from './measures';
import { collectionOf } from './collection';
import { readCatalogueArticles, readQuestions } from './sources';

const FAQ = 'faq.jsonl';

interface Pair {
  id: string;
  question: string;
  answer: string;
}

const synonyms = groupsOf(Object.entries(DEFAULT_SYNONYMS).map(([word, meaning]) => ({ word, meaning })));

const now = new Date(0);

const rankedFor = (collection: Collection, question: string) => find(collection, question, { now }).ranked;

const line = (name: string, { asked, first, firstThree, firstFive, reciprocal }: Quality): string =>
  `${name.padEnd(34)}${String(asked).padStart(5)}   R@1 ${first.toFixed(3)}   R@3 ${firstThree.toFixed(3)}   ` +
  `R@5 ${firstFive.toFixed(3)}   MRR ${reciprocal.toFixed(3)}`;

/** Asks the questions of a file of questions and answers of an index of the answers alone; the same answer twice counts as one. */
async function measurePairs(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const pairs = lines.map((text) => JSON.parse(text) as Pair);
  const place = { matterCode: '', agencyCode: '', kind: 'question' } as const;
  const collection = collectionOf(
    pairs.map(({ id, answer }) => ({
      ...{ id, ...place, title: { zh: '', en: '' }, body: { zh: answer, en: '' } },
    })),
    synonyms,
  );
  const answers = new Map(pairs.map(({ id, answer }) => [id, answer]));
  const ranks = pairs.map(({ question, answer }) => {
    const found = rankedFor(collection, question).map(({ candidate }) => answers.get(candidate.id));
    return [...new Set(found)].indexOf(answer);
  });
  const [tuned, reported] = halves(ranks);
  return [
    line(`${FAQ}, half that was tuned on`, qualityOf(tuned)),
    line(`${FAQ}, the other half`, qualityOf(reported)),
  ];
}

async function measureMatters(): Promise<string[]> {
  const catalogue = await readCatalogueArticles();
  const collection = collectionOf(catalogue, synonyms);
  const questions = await readQuestions();
  const ranks = questions.map(({ matter, text }) =>
    rankedFor(collection, text).findIndex(({ candidate }) => candidate.matterCode === matter),
  );
  const missed = questions.filter((_, index) => !isAmongThree(ranks[index] ?? -1));
  return [
    line('the matters, as people ask', qualityOf(ranks)),
    `not among the first three: ${missed.map(({ matter, text }) => `${text} (${matter})`).join(' · ') || 'none'}`,
  ];
}

const isAmongThree = (rank: number): boolean => rank >= 0 && rank < 3;

export function addEval(program: Command, folderFrom: (path: string) => string): void {
  program
    .command('eval [folder]')
    .description(`measures how well the search finds: ${FAQ} in the folder, and the project's own questions`)
    .action(async (folder?: string) => {
      const file = resolve(folder === undefined ? '' : folderFrom(folder), FAQ);
      const pairs =
        folder !== undefined && existsSync(file)
          ? await measurePairs(file)
          : [`There is no ${FAQ} in ${folder ?? 'any folder given'}: it is not measured.`];
      console.log([...pairs, ...(await measureMatters())].join('\n'));
    });
}

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { indexedOf } from './catalogue';
import { FAQ, indexOfAnswers, readPairs, synonyms } from './faq';
import { halves, line, qualityOf } from './measures';
import { MemoryIndex } from './memory-index';
import { readCatalogueArticles, readQuestions } from './sources';

/** Asks the questions of a file of questions and answers of an index of the answers alone; the same answer twice counts as one. */
async function measurePairs(folder: string): Promise<string[]> {
  const pairs = await readPairs(folder);
  const index = indexOfAnswers(pairs);
  const answers = new Map(pairs.map(({ id, answer }) => [id, answer]));
  const ranks = pairs.map(({ question, answer }) => {
    const found = index.search(question).map(({ candidate }) => answers.get(candidate.id));
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
  const index = new MemoryIndex(indexedOf(catalogue), synonyms);
  const questions = await readQuestions();
  const ranks = questions.map(({ matter, text }) =>
    index.search(text).findIndex(({ candidate }) => candidate.matterCode === matter),
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
      const place = resolve(folder === undefined ? '' : folderFrom(folder));
      const pairs =
        folder !== undefined && existsSync(join(place, FAQ))
          ? await measurePairs(place)
          : [`There is no ${FAQ} in ${folder ?? 'any folder given'}: it is not measured.`];
      console.log([...pairs, ...(await measureMatters())].join('\n'));
    });
}

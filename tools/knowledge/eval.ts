import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DEFAULT_SYNONYMS } from '../../apps/knowledge/src/search/default-synonyms';
import { groupsOf } from '../../apps/knowledge/src/search/synonyms';
import { barsOf, formatBars } from './bars';
import { indexedOf } from './catalogue';
import { halves, qualityOf, type Quality } from './measures';
import { MemoryIndex } from './memory-index';
import { readCatalogueArticles, readQuestions } from './sources';

const FAQ = 'faq.jsonl';

interface Pair {
  id: string;
  question: string;
  answer: string;
}

const synonyms = groupsOf(Object.entries(DEFAULT_SYNONYMS).map(([word, meaning]) => ({ word, meaning })));

const line = (name: string, { asked, first, firstThree, firstFive, reciprocal }: Quality): string =>
  `${name.padEnd(34)}${String(asked).padStart(5)}   R@1 ${first.toFixed(3)}   R@3 ${firstThree.toFixed(3)}   ` +
  `R@5 ${firstFive.toFixed(3)}   MRR ${reciprocal.toFixed(3)}`;

/** Asks the questions of a file of questions and answers of an index of the answers alone; the same answer twice counts as one. */
async function measurePairs(file: string): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const pairs = lines.map((text) => JSON.parse(text) as Pair);
  const index = new MemoryIndex(
    pairs.map(({ id, answer }) => ({ id, title: '', body: answer, matterCode: '', agencyCode: '' })),
    synonyms,
  );
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

/** The first hit of each of the project's own questions, asked of all articles and in a conversation about its matter. */
async function measureBars(): Promise<string[]> {
  const index = new MemoryIndex(indexedOf(await readCatalogueArticles()), synonyms);
  const questions = await readQuestions();
  const asked = (isNear: boolean) =>
    questions.map(({ matter, text }) => {
      const hits = index.search(text, isNear ? { matterCode: matter, agencyCode: matter.split('-')[0] } : {});
      const [best] = hits;
      return {
        best: best && { score: best.score, isRight: best.candidate.matterCode === matter },
        elsewhere: hits.find(({ candidate }) => candidate.matterCode !== matter)?.score,
      };
    });
  return [
    ...formatBars('asked of all articles', barsOf(asked(false))),
    ...formatBars('asked in a conversation about the matter', barsOf(asked(true))),
  ];
}

const isAmongThree = (rank: number): boolean => rank >= 0 && rank < 3;

export function addEval(program: Command, folderFrom: (path: string) => string): void {
  program
    .command('eval [folder]')
    .description(`measures how well the search finds: ${FAQ} in the folder, and the project's own questions`)
    .option('--bars', 'how often what is shown would be right, by the score that is asked for')
    .action(async (folder: string | undefined, { bars }: { bars?: boolean }) => {
      if (bars) return console.log((await measureBars()).join('\n'));
      const file = resolve(folder === undefined ? '' : folderFrom(folder), FAQ);
      const pairs =
        folder !== undefined && existsSync(file)
          ? await measurePairs(file)
          : [`There is no ${FAQ} in ${folder ?? 'any folder given'}: it is not measured.`];
      console.log([...pairs, ...(await measureMatters())].join('\n'));
    });
}

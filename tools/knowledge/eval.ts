import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DEFAULT_SYNONYMS } from '../../apps/knowledge/src/search/default-synonyms';
import { groupsOf } from '../../apps/knowledge/src/search/synonyms';
import { find, type Collection, type Found } from '../../apps/knowledge/src/search/find';
import { collectionOf } from './collection';
import { Meaning } from './meaning';
import { barsOf, formatBars } from './bars';
import { halves, qualityOf, type Quality } from './measures';
import { readCatalogueArticles, readQuestions } from './sources';

const FAQ = 'faq.jsonl';

interface Pair {
  id: string;
  question: string;
  answer: string;
}

/** What each question has found, best first; the name is blank where words alone decide. */
interface Order {
  name: string;
  found: Found['ranked'][];
}

const synonyms = groupsOf(Object.entries(DEFAULT_SYNONYMS).map(([word, meaning]) => ({ word, meaning })));

const now = new Date(0);

const line = (name: string, { asked, first, firstThree, firstFive, reciprocal }: Quality): string =>
  `${name.padEnd(34)}${String(asked).padStart(5)}   R@1 ${first.toFixed(3)}   R@3 ${firstThree.toFixed(3)}   ` +
  `R@5 ${firstFive.toFixed(3)}   MRR ${reciprocal.toFixed(3)}`;

async function ordersOf(
  collection: Collection,
  articles: Parameters<Meaning['reorder']>[0],
  questions: readonly string[],
  meaning: Meaning | undefined,
): Promise<Order[]> {
  const asked = questions.map((question) => ({ question, hits: find(collection, question, { now }).ranked }));
  const words = { name: '', found: asked.map(({ hits }) => hits) };
  if (!meaning) return [words];
  return [words, { name: `  by ${meaning.model}, too`, found: await meaning.reorder(articles, asked) }];
}

/** Asks the questions of a file of questions and answers of an index of the answers alone; the same answer twice counts as one. */
async function measurePairs(file: string, meaning: Meaning | undefined): Promise<string[]> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const pairs = lines.map((text) => JSON.parse(text) as Pair);
  const place = { matterCode: '', agencyCode: '', kind: 'question' } as const;
  const articles = pairs.map(({ id, answer }) => ({
    ...{ id, ...place, title: { zh: '', en: '' }, body: { zh: answer, en: '' } },
  }));
  const answers = new Map(pairs.map(({ id, answer }) => [id, answer]));
  const questions = pairs.map(({ question }) => question);
  const measured = (await ordersOf(collectionOf(articles, synonyms), articles, questions, meaning)).map(
    ({ name, found }) => {
      const ranks = pairs.map(({ answer }, place) => {
        const hits = (found[place] ?? []).map(({ candidate }) => answers.get(candidate.id));
        return [...new Set(hits)].indexOf(answer);
      });
      return { name, halves: halves(ranks) };
    },
  );
  return ['half that was tuned on', 'the other half'].flatMap((half, place) =>
    measured.map(({ name, halves: both }) => line(name || `${FAQ}, ${half}`, qualityOf(both[place] ?? []))),
  );
}

async function measureMatters(meaning: Meaning | undefined): Promise<string[]> {
  const articles = await readCatalogueArticles();
  const questions = await readQuestions();
  const texts = questions.map(({ text }) => text);
  return (await ordersOf(collectionOf(articles, synonyms), articles, texts, meaning)).flatMap(
    ({ name, found }) => {
      const ranks = questions.map(({ matter }, place) =>
        (found[place] ?? []).findIndex(({ candidate }) => candidate.matterCode === matter),
      );
      const missed = questions.filter((_, index) => !isAmongThree(ranks[index] ?? -1));
      return [
        line(name || 'the matters, as people ask', qualityOf(ranks)),
        `not among the first three: ${missed.map(({ matter, text }) => `${text} (${matter})`).join(' · ') || 'none'}`,
      ];
    },
  );
}

/** The first hit of each of the project's own questions, asked of all articles and in a conversation about its matter. */
async function measureBars(): Promise<string[]> {
  const collection = collectionOf(await readCatalogueArticles(), synonyms);
  const questions = await readQuestions();
  const asked = (isNear: boolean) =>
    questions.map(({ matter, text }) => {
      const near = isNear ? { matterCode: matter, agencyCode: matter.split('-')[0] } : {};
      const hits = find(collection, text, { near, now }).ranked;
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
    .description(
      `measures how well the search finds: ${FAQ} in the folder, and the project's own questions; with EMBEDDING_URL and EMBEDDING_MODEL also re-ranked`,
    )
    .option('--bars', 'how often what is shown would be right, by the score that is asked for')
    .action(async (folder: string | undefined, { bars }: { bars?: boolean }) => {
      if (bars) return console.log((await measureBars()).join('\n'));
      const meaning = Meaning.fromEnv();
      const file = resolve(folder === undefined ? '' : folderFrom(folder), FAQ);
      const pairs =
        folder !== undefined && existsSync(file)
          ? await measurePairs(file, meaning)
          : [`There is no ${FAQ} in ${folder ?? 'any folder given'}: it is not measured.`];
      console.log([...pairs, ...(await measureMatters(meaning))].join('\n'));
    });
}

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { find, type Collection, type Found } from '../../apps/knowledge/src/search/find';
import { barsOf, formatBars } from './bars';
import { collectionOf } from './collection';
import { articlesOfAnswers, FAQ, readPairs, synonyms } from './faq';
import { Meaning } from './meaning';
import { halves, line, qualityOf } from './measures';
import { readCatalogueArticles, readQuestions } from './sources';

/** What each question has found, best first; the name is blank where words alone decide. */
interface Order {
  name: string;
  found: Found['ranked'][];
}

const now = new Date(0);

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
async function measurePairs(folder: string, meaning: Meaning | undefined): Promise<string[]> {
  const pairs = await readPairs(folder);
  const articles = articlesOfAnswers(pairs);
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
      const place = resolve(folder === undefined ? '' : folderFrom(folder));
      const pairs =
        folder !== undefined && existsSync(join(place, FAQ))
          ? await measurePairs(place, meaning)
          : [`There is no ${FAQ} in ${folder ?? 'any folder given'}: it is not measured.`];
      console.log([...pairs, ...(await measureMatters(meaning))].join('\n'));
    });
}

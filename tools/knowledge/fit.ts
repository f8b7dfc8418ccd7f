import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EVIDENCE, readAll } from '../../apps/knowledge/src/search/evidence';
import { consider, type Collection } from '../../apps/knowledge/src/search/find';
import { patternOf } from '../../apps/knowledge/src/search/pattern';
import { inWordsOf } from '../../apps/knowledge/src/search/query';
import { mannerOf } from '../../apps/knowledge/src/search/ranking';
import { flattened, sumOf, type Tree } from '../../apps/knowledge/src/search/trees';
import { findRoot } from '../launcher/root';
import { boost, type Lesson } from './boosting';
import { collectionOf } from './collection';
import { articlesOfAnswers, FAQ, readPairs, synonyms, type Pair } from './faq';
import { halves, line, qualityOf } from './measures';
import { regress } from './regression';

const FITTED = join('apps', 'knowledge', 'src', 'search', 'fitted.ts');
/** Each seed draws other questions and columns; the mean of what they learn depends less on the draw. */
const SEEDS = [1, 2, 3];
const BOOSTING = { trees: 200, rate: 0.1, damping: 8 };
/** Of each question, the candidates that are learnt from; those after them are easy. */
const LEARNT = 40;
const FOLDS = 5;

interface Model {
  weights: number[];
  trees: Tree[];
}

interface Case extends Lesson {
  pair: Pair;
  answers: string[];
}

/** Trees that add their part of a mean over the seeds. */
const shared = (trees: readonly Tree[]): Tree[] =>
  trees.map(([column, threshold, below, low, a, b, above, high, c, d]) => {
    const [e, f, g, h] = [part(a), part(b), part(c), part(d)];
    return [column, threshold, below, low, e, f, above, high, g, h];
  });
const part = (of: number): number => Math.round((10_000 * of) / SEEDS.length) / 10_000;

const learn = (cases: readonly Case[]): Model => {
  const lessons = cases
    .map(({ rows, right }) => {
      const taken = right.flatMap((isRight, index) => (isRight || index < LEARNT ? [index] : []));
      return {
        rows: taken.map((index) => rows[index] ?? []),
        right: taken.map((index) => right[index] === true),
      };
    })
    .filter(({ right }) => right.includes(true));
  return {
    weights: regress(lessons),
    trees: SEEDS.flatMap((seed) => shared(boost(lessons, { ...BOOSTING, seed: 7919 * seed }))),
  };
};

const ranksOf = (cases: readonly Case[], { weights, trees }: Model): number[] => {
  const flat = flattened(trees);
  return cases.map(({ rows, answers, pair }) => {
    const scores = rows.map(
      (row) =>
        sumOf(flat, Float64Array.from(row)) +
        row.reduce((sum, of, index) => sum + of * (weights[index] ?? 0), 0),
    );
    const order = [...rows.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
    return [...new Set(order.map((index) => answers[index]))].indexOf(pair.answer);
  });
};

function caseOf(collection: Collection, pair: Pair, answerOf: ReadonlyMap<string, string>): Case {
  const { query, candidates, weightOf } = consider(collection, pair.question, {});
  const readings = readAll(
    patternOf(query, weightOf),
    candidates.map((candidate) => ({
      text: inWordsOf(query, candidate.text),
      ...mannerOf(candidate, weightOf),
    })),
    weightOf,
  );
  const answers = candidates.map(({ id }) => answerOf.get(id) ?? '');
  return {
    ...{ pair, answers },
    rows: readings.map(({ evidence }) => [...evidence]),
    right: answers.map((answer) => answer === pair.answer),
  };
}

const fileOf = ({ weights, trees }: Model): string =>
  [
    "import type { Tree } from './trees';",
    '',
    '// Written by `npm run knowledge -- fit`: what a half of a set of public questions and answers shows; docs/knowledge-search.md.',
    '',
    '/** What each of `EVIDENCE` counts, in its order. */',
    '// prettier-ignore',
    'export const FITTED_WEIGHTS: readonly number[] = [',
    ...weights.map((weight, index) => `  ${weight}, // ${EVIDENCE[index] ?? ''}`),
    '];',
    '',
    '/** What combinations of them add. */',
    '// prettier-ignore',
    'export const FITTED_TREES: readonly Tree[] = [',
    ...linesOf(trees.map((tree) => `[${tree.join(', ')}],`)),
    '];',
    '',
  ].join('\n');

/** Three to a line. */
function linesOf(parts: readonly string[]): string[] {
  return parts.flatMap((_part, at) => (at % 3 === 0 ? [`  ${parts.slice(at, at + 3).join(' ')}`] : []));
}

async function fit(folder: string, isTrial: boolean): Promise<void> {
  const pairs = await readPairs(folder);
  const collection = collectionOf(articlesOfAnswers(pairs), synonyms);
  const answerOf = new Map(pairs.map(({ id, answer }) => [id, answer]));
  const cases = halves(pairs)[0].map((pair) => caseOf(collection, pair, answerOf));
  const unseen = Array.from({ length: FOLDS }, (_, fold) => {
    const asked = cases.filter((_case, place) => place % FOLDS === fold);
    return ranksOf(asked, learn(cases.filter((_case, place) => place % FOLDS !== fold)));
  }).flat();
  console.log(line(`${FAQ}, fitted half, unseen folds`, qualityOf(unseen)));
  if (isTrial) return;
  const model = learn(cases);
  await writeFile(join(findRoot(), FITTED), fileOf(model));
  console.log(
    `${line(`${FAQ}, fitted half, as fitted`, qualityOf(ranksOf(cases, model)))}\nWritten to ${FITTED}.`,
  );
}

export function addFit(program: Command, folderFrom: (path: string) => string): void {
  program
    .command('fit <folder>')
    .description(`fits the ranking anew on one half of ${FAQ} in the folder and writes ${FITTED}`)
    .option('--trial', 'only measures, by five folds of that half')
    .action((folder: string, { trial }: { trial?: boolean }) =>
      fit(resolve(folderFrom(folder)), trial === true),
    );
}

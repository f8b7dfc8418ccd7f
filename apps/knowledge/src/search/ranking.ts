import { speechOf } from './aims';
import { readAll, type Text } from './evidence';
import { FITTED_TREES, FITTED_WEIGHTS } from './fitted';
import { answersLike } from './intents';
import { patternOf, type Pattern, type TermWeight } from './pattern';
import { directionOf, isOutdated } from './kinship';
import { inWordsOf, type Query } from './query';
import { Recent } from './recent';
import { scan } from './scan';
import { sayingOf } from './statement';
import { flattened, sumOf } from './trees';

const TREES = flattened(FITTED_TREES);

/** What the title counts beside the whole text. */
const TITLE = { pairs: 4, characters: 2, precision: 4 };
/** What the name of the article's matter counts. */
const CONTEXT = { pairs: 12, precision: 4 };
const NEAR = { matter: 5, agency: 1 };
/** At most what freshness and use can add; both only decide between answers that fit alike. */
const FRESHNESS = 0.2;
const USEFULNESS = 0.6;
const YEAR_MS = 31_536_000_000;

/** An article as the ranking reads it: `title`, `text` (title and body) and `context` (its matter's name) are folded. */
export interface Candidate {
  id: string;
  title: string;
  text: string;
  context: string;
  matterCode: string;
  agencyCode: string;
  effectiveAt: Date;
  helpful: number;
  unhelpful: number;
}

/** Where the question comes from. */
export interface Nearness {
  matterCode?: string;
  agencyCode?: string;
}

export interface Ranked<C extends Candidate> {
  candidate: C;
  /** Orders the hits of one query. */
  relevance: number;
  /** 0 to 1: how much of what was asked the article speaks of; comparable from one query to another. */
  score: number;
}

/** The candidates, best first. */
export function rank<C extends Candidate>(
  query: Query,
  candidates: readonly C[],
  weightOf: TermWeight,
  near: Nearness,
  now: Date,
): Ranked<C>[] {
  const pattern = patternOf(query, weightOf);
  const readings = readAll(
    pattern,
    candidates.map((candidate) => ({
      text: inWordsOf(query, candidate.text),
      ...mannerOf(candidate, weightOf),
    })),
    weightOf,
  );
  return candidates
    .map((candidate, index) => {
      const { evidence = new Float64Array(), coverage = 0 } = readings[index] ?? {};
      const relevance =
        sumOf(TREES, evidence) +
        FITTED_WEIGHTS.reduce((sum, weight, place) => sum + weight * (evidence[place] ?? 0), 0) +
        named(pattern, candidate) +
        circumstances(candidate, near, now);
      return { candidate, relevance, score: coverage };
    })
    .sort((a, b) => b.relevance - a.relevance || (a.candidate.id < b.candidate.id ? -1 : 1));
}

type Manner = Omit<Text, 'text'>;
/** Some 3 kB each. */
const KEPT = 50_000;
const manners = new Recent<{ text: string; manner: Manner }>(KEPT);

/** Kept of the articles that were read last; read again when the articles around one have become many more or fewer. */
export function mannerOf({ id, text }: Candidate, weightOf: TermWeight): Manner {
  const known = manners.get(id);
  if (known?.text === text && !isOutdated(known.manner.direction, weightOf)) return known.manner;
  const manner = {
    ...{ likeness: answersLike(text), speech: speechOf(text), saying: sayingOf(text) },
    direction: directionOf(text, weightOf),
  };
  manners.set(id, { text, manner });
  return manner;
}

/** What speaks for a candidate by its title and its matter's name. */
function named(pattern: Pattern, { title, context }: Candidate): number {
  let sum = 0;
  if (title !== '') {
    const { pairs, characters, precision } = speaks(pattern, title);
    sum += TITLE.pairs * pairs + TITLE.characters * characters + TITLE.precision * precision;
  }
  if (context !== '') {
    const { pairs, precision } = speaks(pattern, context);
    sum += CONTEXT.pairs * pairs + CONTEXT.precision * precision;
  }
  return sum;
}

function speaks(pattern: Pattern, text: string): { pairs: number; characters: number; precision: number } {
  const { counts, characters, precision } = scan(pattern, inWordsOf(pattern.query, text));
  let found = 0;
  pattern.parts.forEach(({ isPair, rarity }, index) => {
    if (isPair && (counts[index] ?? 0) > 0) found += rarity;
  });
  return { pairs: pattern.all.pairs === 0 ? 0 : found / pattern.all.pairs, characters, precision };
}

function circumstances(candidate: Candidate, near: Nearness, now: Date): number {
  const { matterCode, agencyCode, effectiveAt, helpful, unhelpful } = candidate;
  const place =
    matterCode === near.matterCode ? NEAR.matter : agencyCode === near.agencyCode ? NEAR.agency : 0;
  const years = Math.max(0, now.getTime() - effectiveAt.getTime()) / YEAR_MS;
  const found = (helpful - unhelpful) / (helpful + unhelpful + 5);
  return place + FRESHNESS / (1 + years) + USEFULNESS * found;
}

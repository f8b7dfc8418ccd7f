import { covered, evidence, type EVIDENCE, precision, type TermWeight } from './evidence';
import { inWordsOf, weighed, type Query } from './query';

/**
 * What each piece of evidence counts, fitted by logistic regression over the candidates of one random half of a set of
 * public questions and answers; docs/knowledge-search.md says how, and what the other half shows.
 */
const WEIGHTS: Record<(typeof EVIDENCE)[number], number> = {
  ...{ bm25: -0.04, window: 1.77, words: 1.91, bigrams: 2.38, characters: 1.48, run: 0.54, length: -0.81 },
  ...{ lengthSquared: -0.44, short: 0.87, shortCovered: -0.87, sentenceBigrams: 1.78 },
  ...{ sentenceCharacters: 1.32, leadPrecision: 1.88, precision: 1.38, lead: 0.87, opening: 2.27 },
  ...{ defines: 1.56, definition: 0.41, manner: 0.49, date: 0.75, place: 0.27, yesOrNo: 0.96 },
  ...{ list: 0.72, amount: 0.3, reason: 0.21 },
};
const FITTED = Object.values(WEIGHTS);

/** What the title counts beside the whole text. */
const TITLE = { bigrams: 2, characters: 1, precision: 2 };
/** What the name of the article's matter counts. */
const CONTEXT = { bigrams: 6, precision: 2 };
const NEAR = { matter: 2, agency: 0.5 };
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
  const asked = weighed(query, weightOf);
  return candidates
    .map((candidate) => {
      const title = inWordsOf(asked, candidate.title);
      const text = inWordsOf(asked, candidate.text);
      return {
        candidate,
        relevance:
          relevance(asked, title, text, weightOf) +
          belonging(asked, inWordsOf(asked, candidate.context), weightOf) +
          circumstances(candidate, near, now),
        score: coverage(asked, text, weightOf),
      };
    })
    .sort((a, b) => b.relevance - a.relevance || (a.candidate.id < b.candidate.id ? -1 : 1));
}

const weightOfCharacter =
  ({ characters }: Query) =>
  (character: string): number =>
    characters.get(character) ?? 0;

function relevance(query: Query, title: string, text: string, weightOf: TermWeight): number {
  let sum = 0;
  evidence(query, text, weightOf).forEach((value, index) => (sum += value * (FITTED[index] ?? 0)));
  if (title === '') return sum;
  return (
    sum +
    TITLE.bigrams * covered(query.bigrams, weightOf, (term) => title.includes(term)) +
    TITLE.characters * covered(query.characters.keys(), weightOfCharacter(query), (c) => title.includes(c)) +
    TITLE.precision * precision(query, title)
  );
}

const belonging = (query: Query, context: string, weightOf: TermWeight): number =>
  CONTEXT.bigrams * covered(query.bigrams, weightOf, (term) => context.includes(term)) +
  CONTEXT.precision * precision(query, context);

function circumstances(candidate: Candidate, near: Nearness, now: Date): number {
  const { matterCode, agencyCode, effectiveAt, helpful, unhelpful } = candidate;
  const place =
    matterCode === near.matterCode ? NEAR.matter : agencyCode === near.agencyCode ? NEAR.agency : 0;
  const years = Math.max(0, now.getTime() - effectiveAt.getTime()) / YEAR_MS;
  const found = (helpful - unhelpful) / (helpful + unhelpful + 5);
  return place + FRESHNESS / (1 + years) + USEFULNESS * found;
}

/** Half by words and pairs of characters, half by single characters. */
function coverage(query: Query, text: string, weightOf: TermWeight): number {
  const isThere = (part: string): boolean => text.includes(part);
  const parts = [...query.words, ...query.bigrams];
  const characters = covered(query.characters.keys(), weightOfCharacter(query), isThere);
  return parts.length === 0 ? characters : (covered(parts, weightOf, isThere) + characters) / 2;
}

import { fold } from './fold-text';
import type { IndexedArticle, InvertedIndex, SearchFilter } from './inverted-index';
import type { TermWeight } from './pattern';
import { ASKING_WEIGHT, readQuery, type Query } from './query';
import { rank, type Nearness, type Ranked } from './ranking';
import { SHORTLIST } from './shortlist';
import { repair, spellingKeys } from './spelling';
import { synonymsIn } from './synonyms';
import type { Vocabulary } from './vocabulary';

/** What there is to be found, and the words for it. */
export interface Collection {
  index: InvertedIndex;
  vocabulary: Vocabulary;
  /** Groups of words that mean the same. */
  synonyms: readonly (readonly string[])[];
}

export interface Considered {
  /** What is looked for: folded, its spelling repaired. */
  text: string;
  query: Query;
  /** What may answer it, to be ranked. */
  candidates: IndexedArticle[];
  weightOf: TermWeight;
}

export interface Found extends Considered {
  /** Best first. */
  ranked: Ranked<IndexedArticle>[];
}

export interface FindOptions {
  filter?: SearchFilter;
  near?: Nearness;
  /** How many articles are ranked with their text; fewer cost less. */
  breadth?: number | undefined;
  now: Date;
}

/** Reads a question, and looks up the articles that speak of it. */
export function consider(
  { index, vocabulary, synonyms }: Collection,
  input: string,
  filter: SearchFilter,
  breadth = SHORTLIST,
): Considered {
  const folded = fold(input);
  const { text, alternatives } = repair(folded, vocabulary.near(spellingKeys(folded)));
  const query = readQuery(text, [...alternatives, ...synonymsIn(text, synonyms)]);
  const candidates = index.shortlist(telling(query.terms), filter, breadth);
  return { text, query, candidates, weightOf: (term) => index.rarity(term) };
}

/** The same, ranked. */
export function find(
  collection: Collection,
  input: string,
  { filter = {}, near = {}, breadth, now }: FindOptions,
): Found {
  const considered = consider(collection, input, filter, breadth);
  const { query, candidates, weightOf } = considered;
  return { ...considered, ranked: rank(query, candidates, weightOf, near, now) };
}

/** Without the terms of what only makes it a question, unless there are no others. */
function telling(terms: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const subject = new Map([...terms].filter(([, weight]) => weight > ASKING_WEIGHT));
  return subject.size > 0 ? subject : terms;
}

import { fold } from '../../apps/knowledge/src/search/fold-text';
import type { TermWeight } from '../../apps/knowledge/src/search/pattern';
import { readQuery, type Query } from '../../apps/knowledge/src/search/query';
import { rank, type Candidate, type Nearness, type Ranked } from '../../apps/knowledge/src/search/ranking';
import { termsOf } from '../../apps/knowledge/src/search/segment';
import {
  repair,
  spellingKeys,
  vocabularyOf,
  vocabularyWord,
  type VocabularyWord,
} from '../../apps/knowledge/src/search/spelling';
import { synonymsIn } from '../../apps/knowledge/src/search/synonyms';
import {
  candidateScore,
  INDEXED_LENGTH,
  rarityOf,
  SHORTLIST,
} from '../../apps/knowledge/src/search/shortlist';

/** A text to be found, as it is written. */
export interface Indexed {
  id: string;
  title: string;
  body: string;
  matterCode: string;
  agencyCode: string;
  /** The name of its matter. */
  context?: string;
}

/** The search of the service with its index in memory, to measure and to tune the ranking. */
export class MemoryIndex {
  private readonly articles: Candidate[];
  private readonly postings = new Map<string, number[]>();
  private readonly titles = new Map<string, Set<number>>();
  private readonly vocabulary: VocabularyWord[];

  constructor(
    articles: readonly Indexed[],
    private readonly synonyms: readonly (readonly string[])[] = [],
  ) {
    const words = new Set<string>();
    this.articles = articles.map(({ id, title, body, matterCode, agencyCode, context = '' }, index) => {
      const plain = fold(title);
      const text = fold(`${title}\n${body}`.trim()).slice(0, INDEXED_LENGTH);
      for (const term of termsOf(text)) this.postings.set(term, [...(this.postings.get(term) ?? []), index]);
      for (const term of termsOf(plain))
        this.titles.set(term, (this.titles.get(term) ?? new Set()).add(index));
      for (const word of vocabularyOf(plain, text)) words.add(word);
      const use = { effectiveAt: new Date(0), helpful: 0, unhelpful: 0 };
      return { id, title: plain, text, context: fold(context), matterCode, agencyCode, ...use };
    });
    this.vocabulary = [...words].sort().map(vocabularyWord);
  }

  /** The best, best first, as many as the service looks at. */
  search(input: string, near: Nearness = {}): Ranked<Candidate>[] {
    const { query, candidates, weightOf } = this.shortlist(input);
    return rank(query, candidates, weightOf, near, new Date(0));
  }

  /** What `rank` reads for a question. */
  shortlist(
    input: string,
    size = SHORTLIST,
  ): { query: Query; candidates: Candidate[]; weightOf: TermWeight } {
    const text = fold(input);
    const keys = spellingKeys(text);
    const sets = [
      new Set(keys.words),
      new Set(keys.readings),
      new Set(keys.initials),
      new Set(keys.skeletons),
    ];
    const [words, readings, initials, skeletons] = sets;
    const near_ = this.vocabulary.filter(
      (word) =>
        words?.has(word.word) ||
        readings?.has(word.reading) ||
        initials?.has(word.initials) ||
        word.skeletons.some((skeleton) => skeletons?.has(skeleton)),
    );
    const repaired = repair(text, near_);
    const query = readQuery(repaired.text, [
      ...repaired.alternatives,
      ...synonymsIn(repaired.text, this.synonyms),
    ]);
    const weightOf = (term: string): number =>
      rarityOf(this.postings.get(term)?.length ?? 0, this.articles.length);
    const sums = new Map<number, number>();
    for (const [term, weight] of query.terms)
      for (const index of this.postings.get(term) ?? []) {
        const counted = weight * weightOf(term) * (this.titles.get(term)?.has(index) ? 2 : 1);
        sums.set(index, (sums.get(index) ?? 0) + counted);
      }
    const candidates = [...sums]
      .map(([index, sum]) => ({ index, score: candidateScore(sum, this.articles[index]?.text.length ?? 0) }))
      .sort((a, b) => b.score - a.score || a.index - b.index)
      .slice(0, size)
      .flatMap(({ index }) => this.articles[index] ?? []);
    return { query, candidates, weightOf };
  }
}

import type { ArticleKind } from '#contracts';
import type { Candidate } from './ranking';
import { candidateScore, rarityOf } from './shortlist';

/** What narrows a search. */
export interface SearchFilter {
  matterCode?: string;
  agencyCode?: string;
  kind?: ArticleKind;
}

/** An article as the index finds it. */
export interface IndexedArticle extends Candidate {
  version: number;
  kind: ArticleKind;
  /** Of near-duplicates, see `signatureOf`. */
  signature: number[];
}

/** The words and pairs of characters that an article is found by, each once. */
export interface ArticleTerms {
  terms: readonly string[];
  titleTerms: readonly string[];
}

/** The numbers of the articles that have a term, in growing order. */
class Postings {
  private numbers = new Int32Array(4);
  private count = 0;

  get size(): number {
    return this.count;
  }

  push(number: number): void {
    if (this.count === this.numbers.length) {
      const larger = new Int32Array(this.count * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.count++] = number;
  }

  values(): Int32Array {
    return this.numbers.subarray(0, this.count);
  }
}

type PostingsOf = Map<string, Postings>;

const NOBODY = new Int32Array(0);
/** Numbers that nobody has any more before those of the others are given anew. */
const MOST_GONE = 1_000;

/** Which articles have which terms, in memory. Nothing in it waits, so every search sees it whole. */
export class InvertedIndex {
  private articles: (IndexedArticle | undefined)[] = [];
  private readonly numbers = new Map<string, number>();
  private inText: PostingsOf = new Map();
  private inTitle: PostingsOf = new Map();
  private sums = new Float64Array(0);

  get size(): number {
    return this.numbers.size;
  }

  /** Adds the article or takes the place of what it was. */
  put(article: IndexedArticle, { terms, titleTerms }: ArticleTerms): void {
    const known = this.numbers.get(article.id);
    if (known !== undefined && this.articles[known]?.text === article.text) {
      this.articles[known] = article;
      return;
    }
    this.remove(article.id);
    const number = this.articles.push(article) - 1;
    this.numbers.set(article.id, number);
    note(this.inText, terms, number);
    note(this.inTitle, titleTerms, number);
  }

  remove(id: string): void {
    const number = this.numbers.get(id);
    if (number === undefined) return;
    this.articles[number] = undefined;
    this.numbers.delete(id);
    const gone = this.articles.length - this.numbers.size;
    if (gone > MOST_GONE && gone > this.numbers.size) this.compact();
  }

  /** Okapi's rarity of a term, from how many articles have it. */
  rarity(term: string): number {
    return rarityOf(this.inText.get(term)?.size ?? 0, this.size);
  }

  /** The articles with the most of the terms by their weight and rarity, those in titles twice; the best first. */
  shortlist(terms: ReadonlyMap<string, number>, filter: SearchFilter, limit: number): IndexedArticle[] {
    if (this.sums.length < this.articles.length) this.sums = new Float64Array(this.articles.length * 2);
    const { sums } = this;
    const touched: number[] = [];
    for (const [term, weight] of terms) {
      const counts = weight * this.rarity(term);
      for (const postings of [this.inText, this.inTitle])
        for (const number of postings.get(term)?.values() ?? NOBODY) {
          if (sums[number] === 0) touched.push(number);
          sums[number] = (sums[number] ?? 0) + counts;
        }
    }
    const best = new Best(limit);
    for (const number of touched) {
      const article = this.articles[number];
      if (article && isWanted(article, filter))
        best.offer(article, candidateScore(sums[number] ?? 0, article.text.length));
      sums[number] = 0;
    }
    return best.articles;
  }

  private compact(): void {
    const newNumberOf = new Int32Array(this.articles.length).fill(-1);
    const articles: (IndexedArticle | undefined)[] = [];
    for (const [id, number] of this.numbers) {
      newNumberOf[number] = articles.push(this.articles[number]) - 1;
      this.numbers.set(id, newNumberOf[number]);
    }
    this.articles = articles;
    this.inText = renumbered(this.inText, newNumberOf);
    this.inTitle = renumbered(this.inTitle, newNumberOf);
  }
}

function note(postings: PostingsOf, terms: readonly string[], number: number): void {
  for (const term of terms) {
    const known = postings.get(term);
    if (known) known.push(number);
    else {
      const first = new Postings();
      first.push(number);
      postings.set(term, first);
    }
  }
}

function renumbered(postings: PostingsOf, newNumberOf: Int32Array): PostingsOf {
  const result: PostingsOf = new Map();
  for (const [term, old] of postings)
    for (const number of old.values()) {
      const to = newNumberOf[number] ?? -1;
      if (to >= 0) note(result, [term], to);
    }
  return result;
}

const isWanted = (article: IndexedArticle, { matterCode, agencyCode, kind }: SearchFilter): boolean =>
  (matterCode === undefined || article.matterCode === matterCode) &&
  (agencyCode === undefined || article.agencyCode === agencyCode) &&
  (kind === undefined || article.kind === kind);

/** The few best of many, in order; among equals the older id. */
class Best {
  readonly articles: IndexedArticle[] = [];
  private readonly scores: number[] = [];

  constructor(private readonly limit: number) {}

  offer(article: IndexedArticle, score: number): void {
    let place = this.articles.length;
    while (place > 0 && this.isBefore(article, score, place - 1)) place -= 1;
    if (place >= this.limit) return;
    this.articles.splice(place, 0, article);
    this.scores.splice(place, 0, score);
    if (this.articles.length > this.limit) {
      this.articles.pop();
      this.scores.pop();
    }
  }

  private isBefore({ id }: IndexedArticle, score: number, place: number): boolean {
    const other = this.scores[place] ?? 0;
    return score > other || (score === other && id < (this.articles[place]?.id ?? ''));
  }
}

import { Injectable } from '@nestjs/common';
import type { SearchArticles, SearchResult } from '#contracts';
import { coverage, gramsOf } from './bigrams';
import { SearchRepository } from './search.repository';

const DEFAULT_LIMIT = 10;
const EXCERPT_LENGTH = 120;
const NEAR = 1.15;

/** Finds articles by the pairs of characters that they share with the question. */
@Injectable()
export class SearchService {
  constructor(private readonly repository: SearchRepository) {}

  async search(
    { text, near, kind, limit = DEFAULT_LIMIT }: SearchArticles,
    now = new Date(),
  ): Promise<SearchResult> {
    const grams = gramsOf(text);
    const rows = await this.repository.list(kind, now);
    const hits = rows
      .map(({ body, updatedAt, inTitle, inBody, ...article }) => {
        const isNear = article.matterCode === near?.matterCode;
        const covered = coverage(grams, inTitle, inBody);
        return {
          ...article,
          agencyCode: article.matterCode.split('-')[0] ?? '',
          excerpt: body.zh.slice(0, EXCERPT_LENGTH),
          score: Math.min(1, covered * (isNear ? NEAR : 1)),
          alike: 0,
          effectiveAt: updatedAt.toISOString(),
        };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, limit);
    return { hits };
  }
}

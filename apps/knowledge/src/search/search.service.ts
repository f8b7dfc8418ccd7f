import { Injectable, Optional } from '@nestjs/common';
import {
  AppError,
  type SearchArticles,
  type SearchCount,
  type SearchHit,
  type SearchResult,
  type SearchSuggestions,
  type SuggestSearches,
} from '#contracts';
import { decodeCursor, encodeCursor } from '#database';
import { RerankService } from '../rerank/rerank.service';
import { folded } from './alike';
import { excerptOf } from './excerpt';
import { find } from './find';
import { fold } from './fold-text';
import { SearchReplicaService } from './search-replica.service';
import { SearchRepository } from './search.repository';
import { SynonymsService } from './synonyms.service';

const DEFAULT_LIMIT = 10;
const DEFAULT_SUGGESTIONS = 8;
/** What speaks of less of the question is no answer to it. */
const LEAST_SCORE = 0.15;

/** Finds the answers to a question among the effective articles. */
@Injectable()
export class SearchService {
  constructor(
    private readonly replica: SearchReplicaService,
    private readonly repository: SearchRepository,
    private readonly synonyms: SynonymsService,
    @Optional() private readonly reranker?: RerankService,
  ) {}

  /** @param breadth how many articles are ranked with their text, where fewer than usual will do. */
  search(request: SearchArticles, now: Date, breadth?: number): Promise<SearchResult> {
    return this.answer(request, now, this.reranker, breadth);
  }

  /** By words alone where no `reranker` is given. */
  private async answer(
    request: SearchArticles,
    now: Date,
    reranker?: RerankService,
    breadth?: number,
  ): Promise<SearchResult> {
    const [synonyms] = await Promise.all([this.synonyms.groups(now), this.replica.current()]);
    const near = { matterCode: request.nearMatterCode, agencyCode: request.nearAgencyCode };
    const { text, query, ranked } = find({ ...this.replica, synonyms }, request.text, {
      ...{ filter: request, near, breadth, now },
    });
    const found = ranked
      .filter(({ score }) => score >= LEAST_SCORE)
      .map((hit) => {
        const { id, version, signature } = hit.candidate;
        return { ...hit, id, version, signature };
      });
    const { hits: ordered, reranked } = (await reranker?.rerank(text, found)) ?? { hits: found };
    const groups = folded(ordered);
    const from = offsetOf(request.cursor);
    const to = from + (request.limit ?? DEFAULT_LIMIT);
    const page = groups.slice(from, to);
    const wordings = await this.repository.wordings(page.map(({ item }) => item.candidate));
    const wordingOf = new Map(wordings.map((wording) => [wording.id, wording]));
    const hits = page.flatMap(({ item, alike }): SearchHit[] => {
      const wording = wordingOf.get(item.id);
      if (!wording) return [];
      const { version, matterCode, agencyCode, kind, effectiveAt } = item.candidate;
      return [
        {
          ...{ id: item.id, version, matterCode, agencyCode, kind, title: wording.title },
          excerpt: excerptOf(query, wording.body[request.language ?? 'zh']),
          score: Math.round(item.score * 1_000) / 1_000,
          alike,
          effectiveAt: effectiveAt.toISOString(),
        },
      ];
    });
    const candidates = groups.map(({ item }) => item.candidate);
    return {
      hits,
      counts: {
        agencies: countsOf(candidates.map(({ agencyCode }) => agencyCode)),
        matters: countsOf(candidates.map(({ matterCode }) => matterCode)),
        kinds: countsOf(candidates.map(({ kind }) => kind)),
      },
      ...(text === fold(request.text) ? {} : { corrected: text }),
      ...(reranked === undefined ? {} : { reranked }),
      ...(groups.length > to ? { nextCursor: encodeCursor([to]) } : {}),
    };
  }

  /** Words that the last one typed may become, then titles that fit. */
  async suggest(
    { text, limit = DEFAULT_SUGGESTIONS }: SuggestSearches,
    now: Date,
  ): Promise<SearchSuggestions> {
    const typed = fold(text).trim();
    const last = /(?:\p{Script=Han}+|[\p{L}\p{N}]+)$/u.exec(typed)?.[0] ?? '';
    const before = typed.slice(0, typed.length - last.length);
    const [words, { hits }] = await Promise.all([
      last === '' ? [] : this.repository.completions(last, Math.ceil(limit / 2)),
      this.answer({ text, limit }, now),
    ]);
    const items = [...words.map((word) => before + word), ...hits.map(({ title }) => title.zh)];
    return { items: [...new Set(items)].slice(0, limit) };
  }
}

function offsetOf(cursor: string | undefined): number {
  const offset = decodeCursor(cursor, 1)?.[0] ?? 0;
  if (typeof offset === 'number' && Number.isSafeInteger(offset) && offset >= 0) return offset;
  throw new AppError('INVALID_ARGUMENT', 'The cursor is not valid.', {
    fields: [{ field: 'cursor', problem: 'is not a cursor that this search has given out' }],
  });
}

function countsOf(values: readonly string[]): SearchCount[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

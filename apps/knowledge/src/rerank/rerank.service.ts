import { Injectable } from '@nestjs/common';
import { maskPersonalData, type PartHealth } from '#contracts';
import { BrokenCircuitError, TaskCancelledError } from 'cockatiel';
import { EmbeddingEnv } from '../knowledge.env';
import { EmbeddingClient } from './embedding-client';
import { EmbeddingKeeper } from './embedding-keeper.service';
import { EmbeddingMetrics, type RerankOutcome } from './embedding-metrics';
import { fuse, type Relevant } from './fuse';
import { HitVectors } from './hit-vectors';
import { QueryVectors } from './query-vectors';
import { closeness } from './vectors';

/** So many of the first hits are ordered anew; the rest stay behind them. */
export const RERANKED = 50;

/** A hit of the search by words. */
export interface RerankHit extends Relevant {
  /** Of the article. */
  id: string;
  version: number;
}

export interface Reranked<H> {
  hits: H[];
  /** Whether the meaning had a say; otherwise the order is as it was. */
  reranked: boolean;
}

/** Orders what a search has found by its meaning, too, where an embedding endpoint is configured. Never fails a search. */
@Injectable()
export class RerankService {
  constructor(
    private readonly questions: QueryVectors,
    private readonly vectors: HitVectors,
    private readonly client: EmbeddingClient,
    private readonly keeper: EmbeddingKeeper,
    private readonly metrics: EmbeddingMetrics,
    private readonly env: EmbeddingEnv,
  ) {}

  /** @param hits best first, by relevance; the question leaves without telephone numbers and the like. */
  async rerank<H extends RerankHit>(question: string, hits: readonly H[]): Promise<Reranked<H>> {
    if (hits.length < 2) return { hits: [...hits], reranked: false };
    const first = hits.slice(0, RERANKED);
    try {
      const asked = await this.questions.get(maskPersonalData(question));
      this.keeper.noteDimension(asked.length);
      const vectors = await this.vectors.of(first, asked.length);
      const cosines = vectors.map((languages) => closeness(asked, languages));
      const reranked = cosines.some((known) => known !== undefined);
      this.metrics.countSearch(reranked ? 'reranked' : 'unknown');
      return {
        hits: [...fuse(first, cosines, this.env.EMBEDDING_WEIGHT), ...hits.slice(RERANKED)],
        reranked,
      };
    } catch (error) {
      this.metrics.countSearch(outcomeOf(error));
      return { hits: [...hits], reranked: false };
    }
  }

  health(): PartHealth {
    const name = 'embedding';
    const late = this.questions.isResting ? LATE : undefined;
    const problem = this.client.problem ?? this.keeper.problem ?? late;
    return problem ? { name, status: 'degraded', problem } : { name, status: 'up' };
  }
}

const LATE =
  'The embedding endpoint answers later than searches wait: bring it closer, or raise EMBEDDING_BUDGET_MS.';

function outcomeOf(error: unknown): RerankOutcome {
  if (error instanceof BrokenCircuitError) return 'off';
  return error instanceof TaskCancelledError ? 'late' : 'failed';
}

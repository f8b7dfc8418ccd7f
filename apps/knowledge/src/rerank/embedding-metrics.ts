import { Injectable } from '@nestjs/common';
import { Registry } from '#observability';
import { Counter, Histogram } from 'prom-client';
import type { EmbeddingFailure } from './embedding-error';

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export type EmbeddingPurpose = 'question' | 'articles';

/** What became of a search's order: `off` while the endpoint rests after failures, `unknown` where no hit has a vector. */
export type RerankOutcome = 'reranked' | 'late' | 'failed' | 'off' | 'unknown';

/** What the embedding endpoint does, for Prometheus. */
@Injectable()
export class EmbeddingMetrics {
  /** One per call. */
  readonly seconds: Histogram<'purpose'>;
  readonly failures: Counter<'purpose' | 'failure'>;
  readonly searches: Counter<'outcome'>;
  readonly articles: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.seconds = new Histogram({
      name: 'qifu_embedding_seconds',
      help: 'Calls of the embedding endpoint, whatever they brought',
      labelNames: ['purpose'],
      buckets: SECONDS,
      registers,
    });
    this.failures = new Counter({
      name: 'qifu_embedding_failures_total',
      help: 'Calls of the embedding endpoint that brought no vectors',
      labelNames: ['purpose', 'failure'],
      registers,
    });
    this.searches = new Counter({
      name: 'qifu_rerank_searches_total',
      help: 'Searches by what became of their order',
      labelNames: ['outcome'],
      registers,
    });
    this.articles = new Counter({
      name: 'qifu_embedded_articles_total',
      help: 'Articles whose vectors were brought up to date',
      registers,
    });
  }

  countCall(purpose: EmbeddingPurpose, seconds: number, failure?: EmbeddingFailure): void {
    this.seconds.observe({ purpose }, seconds);
    if (failure) this.failures.inc({ purpose, failure });
  }

  countSearch(outcome: RerankOutcome): void {
    this.searches.inc({ outcome });
  }
}

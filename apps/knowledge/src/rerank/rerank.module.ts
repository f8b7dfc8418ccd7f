import { type DynamicModule, Module } from '@nestjs/common';
import { EmbeddingEnv } from '../knowledge.env';
import { EmbeddingClient } from './embedding-client';
import { EmbeddingKeeper } from './embedding-keeper.service';
import { EmbeddingMetrics } from './embedding-metrics';
import { EmbeddingsRepository } from './embeddings.repository';
import { EmbeddingsService } from './embeddings.service';
import { HitVectors } from './hit-vectors';
import { QueryVectors } from './query-vectors';
import { RerankService } from './rerank.service';

/** Re-ranking by meaning, for every module; empty where no endpoint is configured. */
@Module({})
export class RerankModule {
  static with(env: EmbeddingEnv): DynamicModule {
    if (env.EMBEDDING_URL === undefined) return { module: RerankModule };
    return {
      module: RerankModule,
      global: true,
      providers: [
        { provide: EmbeddingEnv, useValue: env },
        EmbeddingClient,
        EmbeddingKeeper,
        EmbeddingMetrics,
        EmbeddingsRepository,
        EmbeddingsService,
        HitVectors,
        QueryVectors,
        RerankService,
      ],
      exports: [EmbeddingKeeper, RerankService],
    };
  }
}

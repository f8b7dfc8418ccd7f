import { Module } from '@nestjs/common';
import { ArticlesModule } from './articles/articles.module';
import { SearchModule } from './search/search.module';
import { HealthHandler } from './health/health.handler';

/** The service's own parts; the process adds connection, database and logger. */
@Module({ imports: [ArticlesModule, SearchModule], controllers: [HealthHandler] })
export class KnowledgeModule {}

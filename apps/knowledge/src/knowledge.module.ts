import { Module } from '@nestjs/common';
import { ArticlesModule } from './articles/articles.module';
import { HealthHandler } from './health/health.handler';

/** The service's own parts; the process adds connection, database and logger. */
@Module({ imports: [ArticlesModule], controllers: [HealthHandler] })
export class KnowledgeModule {}

import { Module } from '@nestjs/common';
import { ArticleClockRunner } from './articles/article-clock.runner';
import { ArticlesModule } from './articles/articles.module';
import { AttachmentsModule } from './attachments/attachments.module';
import { HealthHandler } from './health/health.handler';

/** The service's own parts; the process adds connection, database and logger. */
@Module({
  imports: [ArticlesModule, AttachmentsModule],
  controllers: [HealthHandler],
  providers: [ArticleClockRunner],
})
export class KnowledgeModule {}

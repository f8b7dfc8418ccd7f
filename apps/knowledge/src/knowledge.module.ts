import { Module } from '@nestjs/common';
import { ArticleClockRunner } from './articles/article-clock.runner';
import { ArticlesModule } from './articles/articles.module';
import { AttachmentsModule } from './attachments/attachments.module';
import { BotModule } from './bot/bot.module';
import { FeedbackModule } from './feedback/feedback.module';
import { GapsModule } from './gaps/gaps.module';
import { SearchModule } from './search/search.module';
import { HealthHandler } from './health/health.handler';
import { MetricsModule } from './metrics/metrics.module';
import { SuggestionsModule } from './suggestions/suggestions.module';

/** The service's own parts; the process adds connection, database and logger. */
@Module({
  imports: [
    ArticlesModule,
    AttachmentsModule,
    BotModule,
    FeedbackModule,
    GapsModule,
    MetricsModule,
    SearchModule,
    SuggestionsModule,
  ],
  controllers: [HealthHandler],
  providers: [ArticleClockRunner],
})
export class KnowledgeModule {}

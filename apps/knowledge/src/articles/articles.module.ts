import { Module } from '@nestjs/common';
import { loadEnv } from '#config';
import { InboxModule } from '#outbox';
import { AttachmentFilesModule } from '../attachments/attachment-files.module';
import { ArticleEnv } from '../knowledge.env';
import { MattersModule } from '../matters/matters.module';
import { SearchModule } from '../search/search.module';
import { ArticleChanges } from './article-changes.service';
import { ArticleClock } from './article-clock.service';
import { ArticleLanguages } from './article-languages';
import { ArticlesHandler } from './articles.handler';
import { ArticlesRepository } from './articles.repository';
import { ArticlesService } from './articles.service';
import { DraftsService } from './drafts.service';
import { EditingHandler } from './editing.handler';
import { HistoryRepository } from './history.repository';
import { ImportPlanner } from './import-planner.service';
import { ImportService } from './import.service';
import { LifecycleService } from './lifecycle.service';
import { QuotesRepository } from './quotes.repository';
import { QuotesService } from './quotes.service';
import { ReviewsRepository } from './reviews.repository';
import { ReviewsService } from './reviews.service';
import { VersionsRepository } from './versions.repository';

@Module({
  imports: [AttachmentFilesModule, InboxModule, MattersModule, SearchModule],
  controllers: [ArticlesHandler, EditingHandler],
  providers: [
    ArticleChanges,
    ArticleClock,
    {
      provide: ArticleLanguages,
      useFactory: () => new ArticleLanguages(loadEnv(ArticleEnv).ARTICLE_LANGUAGES),
    },
    ArticlesRepository,
    ArticlesService,
    DraftsService,
    HistoryRepository,
    ImportPlanner,
    ImportService,
    LifecycleService,
    QuotesRepository,
    QuotesService,
    ReviewsRepository,
    ReviewsService,
    VersionsRepository,
  ],
  exports: [ArticleClock, ArticlesService, DraftsService, QuotesService, ReviewsService],
})
export class ArticlesModule {}

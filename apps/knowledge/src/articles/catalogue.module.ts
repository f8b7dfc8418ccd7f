import { Module } from '@nestjs/common';
import { SearchIndexService } from '../search/search-index.service';
import { ArticleClock } from './article-clock.service';
import { CatalogueService } from './catalogue.service';
import { HistoryRepository } from './history.repository';
import { VersionsRepository } from './versions.repository';

/** What the seed needs: without messages. */
@Module({
  providers: [ArticleClock, CatalogueService, HistoryRepository, SearchIndexService, VersionsRepository],
  exports: [CatalogueService],
})
export class CatalogueModule {}

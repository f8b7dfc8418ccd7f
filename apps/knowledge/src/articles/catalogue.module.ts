import { Module } from '@nestjs/common';
import { SearchModule } from '../search/search.module';
import { ArticleClock } from './article-clock.service';
import { CatalogueService } from './catalogue.service';
import { HistoryRepository } from './history.repository';
import { VersionsRepository } from './versions.repository';

/** What the seed needs: without messages. */
@Module({
  imports: [SearchModule],
  providers: [ArticleClock, CatalogueService, HistoryRepository, VersionsRepository],
  exports: [CatalogueService],
})
export class CatalogueModule {}

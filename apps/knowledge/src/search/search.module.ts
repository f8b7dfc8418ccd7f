import { Module } from '@nestjs/common';
import { SearchIndexRepository } from './search-index.repository';
import { SearchIndexService } from './search-index.service';
import { SearchFeedRepository } from './search-feed.repository';
import { SearchHandler } from './search.handler';
import { SearchReplicaService } from './search-replica.service';
import { SearchRepository } from './search.repository';
import { SearchService } from './search.service';
import { SynonymsRepository } from './synonyms.repository';
import { SynonymsService } from './synonyms.service';

@Module({
  controllers: [SearchHandler],
  providers: [
    SearchService,
    SearchRepository,
    SearchReplicaService,
    SearchFeedRepository,
    SearchIndexService,
    SearchIndexRepository,
    SynonymsService,
    SynonymsRepository,
  ],
  exports: [SearchService, SearchIndexService],
})
export class SearchModule {}

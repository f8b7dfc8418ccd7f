import { Controller } from '@nestjs/common';
import type { SearchArticles, SearchResult } from '#contracts';
import { Handles } from '#messaging';
import { SearchService } from './search.service';

@Controller()
export class SearchHandler {
  constructor(private readonly search: SearchService) {}

  @Handles('knowledge.search.query')
  query(request: SearchArticles): Promise<SearchResult> {
    return this.search.search(request);
  }
}

import { Controller } from '@nestjs/common';
import type {
  DeleteSynonym,
  Nothing,
  SaveSynonyms,
  SearchArticles,
  SearchResult,
  SearchSuggestions,
  SuggestSearches,
  SynonymList,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { SearchService } from './search.service';
import { SynonymsService } from './synonyms.service';

@Controller()
export class SearchHandler {
  constructor(
    private readonly searches: SearchService,
    private readonly synonyms: SynonymsService,
  ) {}

  @Handles('knowledge.search.query')
  query(request: SearchArticles): Promise<SearchResult> {
    return this.searches.search(request, new Date());
  }

  @Handles('knowledge.search.suggest')
  suggest(request: SuggestSearches): Promise<SearchSuggestions> {
    return this.searches.suggest(request, new Date());
  }

  @Handles('knowledge.synonym.list')
  listSynonyms(): Promise<SynonymList> {
    return this.synonyms.list();
  }

  @Handles('knowledge.synonym.save')
  saveSynonyms({ items }: SaveSynonyms, { identity }: Caller): Promise<SynonymList> {
    return this.synonyms.save(items, identity.partyId);
  }

  @Handles('knowledge.synonym.delete')
  async deleteSynonym({ word }: DeleteSynonym): Promise<Nothing> {
    await this.synonyms.delete(word);
    return {};
  }
}

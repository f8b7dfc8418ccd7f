import { Controller, Delete, Get, HttpCode, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { DeleteSynonym, Nothing, SaveSynonyms, SearchArticles, SuggestSearches } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('knowledge.search.query', 'Effective articles that answer a question, best first')
  query(@Input() input: SearchArticles, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.search.query', input, caller);
  }

  @Get('suggestions')
  @Asks('knowledge.search.suggest', 'What somebody who types may be about to search')
  suggest(@Input() input: SuggestSearches, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.search.suggest', input, caller);
  }

  @Get('synonyms')
  @Asks('knowledge.synonym.list', 'The words that mean the same to the search')
  listSynonyms(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.synonym.list', input, caller);
  }

  @Put('synonyms')
  @Asks('knowledge.synonym.save', 'Set the meanings of words, all of them or none')
  saveSynonyms(@Input() input: SaveSynonyms, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.synonym.save', input, caller);
  }

  @Delete('synonyms/:word')
  @HttpCode(204)
  @Asks('knowledge.synonym.delete', 'Forget what a word means')
  deleteSynonym(@Input() input: DeleteSynonym, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.synonym.delete', input, caller);
  }
}

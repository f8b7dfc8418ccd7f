import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GetArticle, ListArticles, SaveArticle } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('articles')
@Controller('articles')
export class ArticlesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('knowledge.article.list', 'Articles, by matter and kind')
  list(@Input() input: ListArticles, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.list', input, caller);
  }

  @Get(':id')
  @Asks('knowledge.article.get', 'An article, in its current or a named version')
  get(@Input() input: GetArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.get', input, caller);
  }

  @Post()
  @Asks('knowledge.article.save', 'Create an article, or with an id its next version')
  save(@Input() input: SaveArticle, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.article.save', input, caller);
  }
}

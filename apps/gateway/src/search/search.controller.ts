import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SearchArticles } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @HttpCode(200)
  @Asks('knowledge.search.query', 'Find articles by what somebody asks')
  query(@Input() input: SearchArticles, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.search.query', input, caller);
  }
}

import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ConversationRef } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('suggestions')
@Controller('conversations/:conversationId/suggestions')
export class SuggestionsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('knowledge.suggestion.list', 'Answers that fit what the business has written')
  list(@Input() input: ConversationRef, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.suggestion.list', input, caller);
  }
}

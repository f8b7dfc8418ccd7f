import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GiveFeedback, ListFeedback } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('feedback')
@Controller('articles/:articleId/feedback')
export class FeedbackController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('knowledge.feedback.list', 'What people say of an article, the newest first')
  list(@Input() input: ListFeedback, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.feedback.list', input, caller);
  }

  @Post()
  @HttpCode(200)
  @Asks('knowledge.feedback.give', 'Say whether a version of an article, or a quote of it, was useful')
  give(@Input() input: GiveFeedback, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.feedback.give', input, caller);
  }
}

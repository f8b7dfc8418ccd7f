import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AnswerGap, DismissGap, GapRef, ListGaps, ReportGap } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('gaps')
@Controller('gaps')
export class GapsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('knowledge.gap.list', 'Questions without a good answer, the most asked first')
  list(@Input() input: ListGaps, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.gap.list', input, caller);
  }

  @Post()
  @HttpCode(200)
  @Asks('knowledge.gap.report', 'Say that nothing fits a message of the business')
  report(@Input() input: ReportGap, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.gap.report', input, caller);
  }

  @Get(':gapId')
  @Asks('knowledge.gap.get', 'A gap and where it was asked last')
  get(@Input() input: GapRef, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.gap.get', input, caller);
  }

  @Post(':gapId/answer')
  @HttpCode(200)
  @Asks('knowledge.gap.answer', 'Close a gap: an article answers it now')
  answer(@Input() input: AnswerGap, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.gap.answer', input, caller);
  }

  @Post(':gapId/dismiss')
  @HttpCode(200)
  @Asks('knowledge.gap.dismiss', 'Close a gap: nobody needs an article about it')
  dismiss(@Input() input: DismissGap, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.gap.dismiss', input, caller);
  }
}

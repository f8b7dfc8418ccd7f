import { Controller, Delete, Get, HttpCode, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EditMessage, ListEntries, MarkMessages, SendMessage, WithdrawMessage } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('messages')
@Controller('conversations/:conversationId')
export class MessagesController {
  constructor(private readonly bus: Bus) {}

  @Get('entries')
  @Asks('desk.message.list', 'What happened after a sequence, in order')
  list(@Input() input: ListEntries, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.message.list', input, caller);
  }

  @Post('messages')
  @Asks('desk.message.send', 'Send a message; the same Idempotency-Key again gives the first result')
  send(@Input() input: SendMessage, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.message.send', input, caller);
  }

  @Patch('messages/:target')
  @Asks('desk.message.edit', 'Change the text of a message within the edit window')
  edit(@Input() input: EditMessage, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.message.edit', input, caller);
  }

  @Delete('messages/:target')
  @HttpCode(200)
  @Asks('desk.message.withdraw', 'Withdraw a message within the edit window')
  withdraw(@Input() input: WithdrawMessage, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.message.withdraw', input, caller);
  }

  @Put('marks')
  @Asks('desk.message.mark', 'Mark messages as delivered or read')
  mark(@Input() input: MarkMessages, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.message.mark', input, caller);
  }
}

import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ListPersonalAccesses, UnmaskConversationContact, UnmaskOrderContact } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('personal-data')
@Controller()
export class PersonalAccessController {
  constructor(private readonly bus: Bus) {}

  @Post('work-orders/:orderId/contact')
  @HttpCode(200)
  @Asks(
    'desk.personal-access.of-order',
    'The phone number of an order, unmasked; who reads it and why is recorded',
  )
  ofOrder(@Input() input: UnmaskOrderContact, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.personal-access.of-order', input, caller);
  }

  @Post('conversations/:conversationId/contact')
  @HttpCode(200)
  @Asks(
    'desk.personal-access.of-conversation',
    'Name and phone number of a representative, unmasked; who reads them and why is recorded',
  )
  ofConversation(@Input() input: UnmaskConversationContact, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.personal-access.of-conversation', input, caller);
  }

  @Get('personal-accesses')
  @Asks('desk.personal-access.list', 'Who has read personal data, newest first')
  list(@Input() input: ListPersonalAccesses, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.personal-access.list', input, caller);
  }
}

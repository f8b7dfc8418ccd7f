import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AcceptConversation, DeclineOffer } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('offers')
@Controller('offers/:offerId')
export class OffersController {
  constructor(private readonly bus: Bus) {}

  @Post('accept')
  @HttpCode(200)
  @Asks('desk.conversation.accept', 'Accept the conversation that is offered to me')
  accept(@Input() input: AcceptConversation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.accept', input, caller);
  }

  @Post('decline')
  @HttpCode(204)
  @Asks('desk.conversation.decline', 'Let an offer go to the next seat')
  decline(@Input() input: DeclineOffer, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.conversation.decline', input, caller);
  }
}

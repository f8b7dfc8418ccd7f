import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AnswerInvitation, Nothing } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('agency')
@Controller('agency/invitations')
export class InvitationsController {
  constructor(private readonly bus: Bus) {}

  @Get('counts')
  @Asks(
    'desk.expert-invitation.count',
    'Connected, declined and unanswered invitations of the last 31 days, for who oversees',
  )
  count(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.expert-invitation.count', input, caller);
  }

  @Post(':invitationId/answer')
  @HttpCode(200)
  @Asks(
    'desk.expert-invitation.answer',
    "Whether the agency's expert comes into the conversation (scope invitations)",
  )
  answer(@Input() input: AnswerInvitation, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.expert-invitation.answer', input, caller);
  }
}

import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  AnswerFollowUp,
  AnswerFollowUpByLink,
  FollowUpRef,
  FollowUpToken,
  ListFollowUps,
  RecordFollowUp,
} from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { SignInLimitGuard } from '../auth/sign-in-limit.guard';
import { Input } from '../http/input.decorator';

@ApiTags('follow-ups')
@Controller('follow-ups')
export class FollowUpsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.follow-up.list', 'Whom to ask whether its order is solved')
  list(@Input() input: ListFollowUps, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.list', input, caller);
  }

  @Post('invitation')
  @HttpCode(200)
  @UseGuards(SignInLimitGuard)
  @Asks('desk.follow-up.invitation', 'What a link is about; nobody needs to sign in')
  getInvitation(@Input() input: FollowUpToken, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.invitation', input, caller);
  }

  @Post('invitation/answer')
  @HttpCode(200)
  @UseGuards(SignInLimitGuard)
  @Asks('desk.follow-up.answer-by-link', 'Answer by a link, once')
  answerByLink(@Input() input: AnswerFollowUpByLink, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.answer-by-link', input, caller);
  }

  @Post(':followUpId/claim')
  @HttpCode(200)
  @Asks('desk.follow-up.claim', 'Take a follow-up for half an hour, so that nobody else calls')
  claim(@Input() input: FollowUpRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.claim', input, caller);
  }

  @Post(':followUpId/release')
  @HttpCode(200)
  @Asks('desk.follow-up.release', 'Give a claimed follow-up back')
  release(@Input() input: FollowUpRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.release', input, caller);
  }

  @Post(':followUpId/link')
  @Asks('desk.follow-up.link', 'A link for the enterprise, shown once')
  link(@Input() input: FollowUpRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.link', input, caller);
  }

  @Post(':followUpId/record')
  @HttpCode(200)
  @Asks('desk.follow-up.record', 'What the enterprise said by telephone')
  record(@Input() input: RecordFollowUp, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.record', input, caller);
  }

  @Post(':followUpId/answer')
  @HttpCode(200)
  @Asks('desk.follow-up.answer', 'Answer as the enterprise, signed in')
  answer(@Input() input: AnswerFollowUp, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.follow-up.answer', input, caller);
  }
}

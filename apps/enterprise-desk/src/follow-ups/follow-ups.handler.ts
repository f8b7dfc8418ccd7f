import { Controller } from '@nestjs/common';
import {
  AnswerFollowUp,
  AnswerFollowUpByLink,
  FollowUpInvitation,
  FollowUpLink,
  FollowUpOutcome,
  FollowUpPage,
  FollowUpRef,
  FollowUpToken,
  FollowUpView,
  ListFollowUps,
  RecordFollowUp,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { FollowUpAnswers } from './follow-up-answers.service';
import { FollowUpsService } from './follow-ups.service';

@Controller()
export class FollowUpsHandler {
  constructor(
    private readonly followUps: FollowUpsService,
    private readonly answers: FollowUpAnswers,
  ) {}

  @Handles('desk.follow-up.list')
  list(request: ListFollowUps, { identity }: Caller): Promise<FollowUpPage> {
    return this.followUps.list(identity, request);
  }

  @Handles('desk.follow-up.claim')
  claim({ followUpId }: FollowUpRef, { identity }: Caller): Promise<FollowUpView> {
    return this.followUps.claim(identity, followUpId, new Date());
  }

  @Handles('desk.follow-up.release')
  release({ followUpId }: FollowUpRef, { identity }: Caller): Promise<FollowUpView> {
    return this.followUps.release(identity, followUpId);
  }

  @Handles('desk.follow-up.link')
  link({ followUpId }: FollowUpRef, { identity }: Caller): Promise<FollowUpLink> {
    return this.followUps.link(identity, followUpId, new Date());
  }

  @Handles('desk.follow-up.record')
  record(request: RecordFollowUp, { identity }: Caller): Promise<FollowUpOutcome> {
    return this.answers.record(identity, request, new Date());
  }

  @Handles('desk.follow-up.answer')
  answer(request: AnswerFollowUp, { identity }: Caller): Promise<FollowUpOutcome> {
    return this.answers.answer(identity, request, new Date());
  }

  @Handles('desk.follow-up.invitation')
  invitation({ token }: FollowUpToken): Promise<FollowUpInvitation> {
    return this.followUps.invitation(token, new Date());
  }

  @Handles('desk.follow-up.answer-by-link')
  answerByLink(request: AnswerFollowUpByLink): Promise<FollowUpOutcome> {
    return this.answers.answerByLink(request, new Date());
  }
}

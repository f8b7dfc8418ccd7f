import { Controller } from '@nestjs/common';
import { AnswerInvitation, ExpertInvitationCounts, InvitationAnswered } from '#contracts';
import { Handles, type Caller } from '#messaging';
import { ExpertInvitationsService } from './expert-invitations.service';

@Controller()
export class ExpertInvitationsHandler {
  constructor(private readonly invitations: ExpertInvitationsService) {}

  @Handles('desk.expert-invitation.answer')
  answer(request: AnswerInvitation, { identity }: Caller): Promise<InvitationAnswered> {
    return this.invitations.answer(identity, request);
  }

  @Handles('desk.expert-invitation.count')
  count(): Promise<ExpertInvitationCounts> {
    return this.invitations.count();
  }
}

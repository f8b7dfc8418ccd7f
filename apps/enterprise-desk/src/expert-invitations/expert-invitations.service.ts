import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  AppError,
  type AnswerInvitation,
  type ExpertInvitationCounts,
  type Identity,
  type InvitationAnswered,
} from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { agencyOf } from '../agency-keys/agency-scope';
import { AttendanceService } from '../conversations/attendance.service';
import { InvitationListeners, type ExpertInvited } from '../conversations/invitation-listeners';
import { LedgerService } from '../exchange/ledger.service';
import type { ExpertInvitation } from './expert-invitation.entity';
import { ExpertInvitationsRepository } from './expert-invitations.repository';

const COUNT_DAYS = 31;

/** A conversation's invitation reaches the expert's agency like everything else that is handed over to it. */
@Injectable()
export class ExpertInvitationsService implements OnModuleInit {
  constructor(
    private readonly repository: ExpertInvitationsRepository,
    private readonly listeners: InvitationListeners,
    private readonly ledger: LedgerService,
    private readonly attendance: AttendanceService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, invited) => this.handOver(tx, invited));
  }

  /**
   * The agency says for its expert whether it comes.
   * @throws AppError INVALID_STATE when it is too late, or something else was answered or done.
   */
  answer(
    identity: Identity,
    { invitationId, answer }: AnswerInvitation,
    now = new Date(),
  ): Promise<InvitationAnswered> {
    const agencyCode = agencyOf(identity, 'invitations');
    return this.unitOfWork.run(async (tx) => {
      const invitation = await this.check(tx, agencyCode, invitationId, now);
      const { conversationId } = invitation;
      const done = { invitationId, conversationId, answer };
      if (invitation.answer === answer) return done;
      if (invitation.answer) throw new AppError('INVALID_STATE', 'The invitation has been answered.');
      const comes = answer === 'connected';
      await this.attendance.answerFor(tx, expertOf(invitation, identity), { conversationId, comes }, now);
      await this.repository.answer(tx, invitationId, { answer, answeredAt: now });
      return done;
    });
  }

  async count(now = new Date()): Promise<ExpertInvitationCounts> {
    const from = new Date(now.getTime() - COUNT_DAYS * 86_400_000);
    return { agencies: await this.repository.count(from) };
  }

  private async check(tx: Transaction, agencyCode: string, id: string, now: Date): Promise<ExpertInvitation> {
    const invitation = await this.repository.lock(tx, id);
    if (invitation?.agencyCode !== agencyCode) throw new AppError('NOT_FOUND', 'No such invitation.');
    if (!invitation.answer && invitation.expiresAt < now)
      throw new AppError('INVALID_STATE', 'The invitation was not answered in time.');
    return invitation;
  }

  private async handOver(tx: Transaction, invited: ExpertInvited): Promise<void> {
    const { conversation, expert, comment, expiresAt, now } = invited;
    const id = uuidv7();
    const { agencyCode } = expert;
    await this.repository.add(tx, {
      ...{ id, conversationId: conversation.id, agencyCode, expertId: expert.id, expertName: expert.name },
      ...{ createdAt: now, expiresAt, answer: null, answeredAt: null },
    });
    const { matterCode, enterpriseName } = conversation;
    const invitation = { id, conversationId: conversation.id, matterCode, enterpriseName, comment };
    const handed = { ...invitation, expiresAt: expiresAt.toISOString() };
    await this.ledger.hand(tx, [{ handed: { agencyCode, kind: 'invitation', invitation: handed }, now }]);
  }
}

/** In whose name the agency speaks. */
const expertOf = (invitation: ExpertInvitation, { sessionId, expiresAt }: Identity): Identity => ({
  partyId: invitation.expertId,
  sessionId,
  role: 'expert',
  name: invitation.expertName,
  agencyCode: invitation.agencyCode,
  expiresAt,
});

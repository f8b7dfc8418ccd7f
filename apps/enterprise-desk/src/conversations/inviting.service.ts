import { Injectable } from '@nestjs/common';
import { AppError, mayDo, type ConversationView, type Identity, type InviteToConversation } from '#contracts';
import { LiveService } from '../live/live.service';
import { SeatsService } from '../seats/seats.service';
import { checkServes } from './check-serves';
import { ConversationChanges } from './conversation-changes';
import { ConversationsRepository } from './conversations.repository';
import { InvitationExpiry } from './invitation-expiry';
import { InvitationListeners } from './invitation-listeners';

/** A seat brings somebody in. */
@Injectable()
export class InvitingService {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly changes: ConversationChanges,
    private readonly expiry: InvitationExpiry,
    private readonly invitations: InvitationListeners,
    private readonly seats: SeatsService,
    private readonly live: LiveService,
  ) {}

  /** A colleague, or an agency's expert; counted as connected when it joins within the time for that. */
  async invite(
    identity: Identity,
    { conversationId, staffId, comment = '' }: InviteToConversation,
    now = new Date(),
  ): Promise<ConversationView> {
    const { id, name, role, agencyCode } = await this.seats.getStaff(staffId);
    if (!mayDo(role, 'converse'))
      throw new AppError('INVALID_ARGUMENT', `${name} takes no part in conversations.`, {
        fields: [{ field: 'staffId', problem: 'is nobody who takes part in conversations' }],
      });
    const view = await this.changes.run(conversationId, 'invite', identity, async (tx, conversation) => {
      checkServes(identity, conversation);
      const known = await this.repository.findParticipant(tx, conversationId, staffId);
      if (known && !known.leftAt && known.kind !== 'observer') {
        throw new AppError('CONFLICT', `${name} is invited or taking part already.`);
      }
      await this.repository.invite(tx, conversationId, staffId, name, now);
      const expiresAt = await this.expiry.set(tx, conversationId, staffId, now);
      if (agencyCode) {
        const expert = { id, name, agencyCode };
        await this.invitations.tell(tx, { conversation, expert, comment: comment || null, expiresAt, now });
      }
      return { notice: 'invited', params: { staffId, staffName: name, agencyCode } };
    });
    this.live.party(staffId, { type: 'invited', conversation: view, comment: comment || null });
    return view;
  }
}

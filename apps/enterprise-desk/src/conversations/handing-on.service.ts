import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  AppError,
  type ConversationView,
  type Identity,
  type InviteToConversation,
  type TransferConversation,
} from '#contracts';
import { DeskEnv } from '../desk.env';
import { LiveService } from '../live/live.service';
import { SeatsService } from '../seats/seats.service';
import { TimersService } from '../timers/timers.service';
import { AttendanceService } from './attendance.service';
import { ConversationChanges } from './conversation-changes';
import { ConversationViews } from './conversation-views';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository } from './conversations.repository';
import { InvitationListeners } from './invitation-listeners';

/** A seat hands its conversation on, or brings somebody in. */
@Injectable()
export class HandingOnService implements OnModuleInit {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly views: ConversationViews,
    private readonly changes: ConversationChanges,
    private readonly attendance: AttendanceService,
    private readonly invitations: InvitationListeners,
    private readonly seats: SeatsService,
    private readonly timers: TimersService,
    private readonly live: LiveService,
    private readonly env: DeskEnv,
  ) {}

  onModuleInit(): void {
    this.timers.on('invitation-expiry', async (tx, key, now) => {
      const [id = '', staffId = ''] = key.split(' ');
      const conversation = await this.changes.lock(tx, id);
      const invited = await this.repository.findParticipant(tx, id, staffId);
      if (!invited || invited.joinedAt || invited.leftAt) return;
      await this.attendance.letGo(tx, id, staffId, now);
      await this.changes.record(tx, id, 'left', undefined, {
        actorId: staffId,
        actorName: invited.name,
        unanswered: true,
      });
      await this.changes.told(tx, id, conversation.seatGroup);
    });
  }

  /** To a colleague or to a group, with a comment for whoever takes it; the business goes to the head of the queue. */
  async transfer(
    identity: Identity,
    request: TransferConversation,
    now = new Date(),
  ): Promise<ConversationView> {
    const { conversationId, to, targetId, comment } = request;
    const target = to === 'group' ? await this.group(targetId) : await this.colleague(targetId);
    return this.changes.run(conversationId, 'transfer', identity, async (tx, conversation) => {
      checkServes(identity, conversation);
      if (targetId === identity.partyId)
        throw new AppError('INVALID_ARGUMENT', 'It is yours already.', {
          fields: [{ field: 'targetId', problem: 'is yourself' }],
        });
      const patch = await this.attendance.giveUpSeat(tx, conversation, now);
      return { patch: { ...patch, ...target }, notice: 'transferred', params: { to, targetId, comment } };
    });
  }

  /** A colleague, or an agency's expert; counted as connected when it joins within the time for that. */
  async invite(
    identity: Identity,
    { conversationId, staffId, comment = '' }: InviteToConversation,
    now = new Date(),
  ): Promise<ConversationView> {
    const staff = await this.seats.getStaff(staffId);
    const view = await this.changes.run(conversationId, 'invite', identity, async (tx, conversation) => {
      checkServes(identity, conversation);
      const known = await this.repository.findParticipant(tx, conversationId, staffId);
      if (known && !known.leftAt && known.kind !== 'observer') {
        throw new AppError('CONFLICT', `${staff.name} is invited or taking part already.`);
      }
      await this.repository.invite(tx, conversationId, staffId, staff.name, now);
      const expiresAt = new Date(now.getTime() + this.env.INVITATION_SECONDS * 1000);
      await this.timers.set(tx, 'invitation-expiry', `${conversationId} ${staffId}`, expiresAt);
      const { id, name, agencyCode } = staff;
      if (agencyCode) {
        const expert = { id, name, agencyCode };
        await this.invitations.tell(tx, { conversation, expert, comment: comment || null, expiresAt, now });
      }
      return { notice: 'invited', params: { staffId, staffName: staff.name, agencyCode: staff.agencyCode } };
    });
    this.live.party(staffId, {
      type: 'invited',
      conversation: await this.views.get(view.id),
      comment: comment || null,
    });
    return view;
  }

  private async group(code: string): Promise<{ seatGroup: string }> {
    await this.seats.checkGroups([code], 'targetId');
    return { seatGroup: code };
  }

  private async colleague(id: string): Promise<{ preferredSeatId: string }> {
    const staff = await this.seats.getStaff(id);
    if (staff.role !== 'seat' && staff.role !== 'lead') {
      throw new AppError('INVALID_ARGUMENT', `${staff.name} serves no conversations.`, {
        fields: [{ field: 'targetId', problem: 'is not a seat' }],
      });
    }
    return { preferredSeatId: id };
  }
}

/** @throws AppError FORBIDDEN for who does not serve the conversation. */
export function checkServes(identity: Identity, { seatId }: Conversation): void {
  if (seatId !== identity.partyId) throw new AppError('FORBIDDEN', 'Somebody else serves this conversation.');
}

import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { AppError, type ConversationView, type Identity, type TransferConversation } from '#contracts';
import { SeatsService } from '../seats/seats.service';
import { AttendanceService } from './attendance.service';
import { checkServes } from './check-serves';
import { ConversationChanges } from './conversation-changes';

/** A seat hands its conversation on. */
@Injectable()
export class HandingOnService {
  constructor(
    private readonly changes: ConversationChanges,
    private readonly attendance: AttendanceService,
    private readonly seats: SeatsService,
  ) {}

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

  private async group(code: string): Promise<{ seatGroup: string }> {
    await this.seats.checkGroups([code], 'targetId');
    return { seatGroup: code };
  }

  private async colleague(id: string): Promise<{ preferredSeatId: string }> {
    if (!isUUID(id)) throw new AppError('NOT_FOUND', 'No such member of staff.');
    const staff = await this.seats.getStaff(id);
    if (staff.role !== 'seat' && staff.role !== 'lead') {
      throw new AppError('INVALID_ARGUMENT', `${staff.name} serves no conversations.`, {
        fields: [{ field: 'targetId', problem: 'is not a seat' }],
      });
    }
    return { preferredSeatId: id };
  }
}

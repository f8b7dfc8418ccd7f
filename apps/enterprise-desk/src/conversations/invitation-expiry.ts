import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { DeskEnv } from '../desk.env';
import { TimersService } from '../timers/timers.service';
import { AttendanceService } from './attendance.service';
import { ConversationChanges } from './conversation-changes';
import { ConversationsRepository } from './conversations.repository';

/** Who was invited and does not come in time is let go. */
@Injectable()
export class InvitationExpiry implements OnModuleInit {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly changes: ConversationChanges,
    private readonly attendance: AttendanceService,
    private readonly timers: TimersService,
    private readonly env: DeskEnv,
  ) {}

  onModuleInit(): void {
    this.timers.on('invitation-expiry', async (tx, key, now) => {
      const [id = '', staffId = ''] = key.split(' ');
      const conversation = await this.changes.lock(tx, id);
      const invited = await this.repository.findParticipant(tx, id, staffId);
      if (!invited || invited.joinedAt || invited.leftAt) return;
      await this.attendance.letGo(tx, id, staffId, now);
      await this.changes.attended(tx, conversation, 'left', undefined, {
        actorId: staffId,
        actorName: invited.name,
        unanswered: true,
      });
    });
  }

  /** Returns until when the invitation stands. */
  async set(tx: Transaction, conversationId: string, staffId: string, now: Date): Promise<Date> {
    const expiresAt = new Date(now.getTime() + this.env.INVITATION_SECONDS * 1000);
    await this.timers.set(tx, 'invitation-expiry', `${conversationId} ${staffId}`, expiresAt);
    return expiresAt;
  }
}

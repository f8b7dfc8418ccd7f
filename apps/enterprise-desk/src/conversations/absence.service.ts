import { Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { DeskEnv } from '../desk.env';
import { LiveService } from '../live/live.service';
import { TimersService } from '../timers/timers.service';
import { ConversationsRepository } from './conversations.repository';

/**
 * Businesses that have gone while they waited: unless they come back in time, or say from another gateway that they are
 * still here, they give up their places.
 */
@Injectable()
export class AbsenceService {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly timers: TimersService,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {}

  /** The representative has gone from one conversation. @throws AppError NOT_FOUND when it is not its own. */
  async leave(partyId: string, id: string, now = new Date()): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const conversation = await this.repository.lock(tx, id);
      if (conversation?.representativeId !== partyId)
        throw new AppError('NOT_FOUND', 'No such conversation.');
      await this.left(tx, [id], now);
    });
  }

  /** The businesses that wait in these conversations have gone. */
  async left(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    const waiting = await this.repository.listWaiting(tx, ids);
    const fireAt = new Date(now.getTime() + this.env.ABANDON_SECONDS * 1000);
    const places = waiting.map(({ id }) => ({ key: id, fireAt }));
    await this.timers.setMany(tx, 'abandonment', places);
    for (const { id: conversationId, representativeId } of waiting)
      this.live.partyAfter(tx, representativeId, { type: 'detached', conversationId });
  }

  /** They are here. */
  async returned(tx: Transaction, ids: readonly string[]): Promise<void> {
    await this.timers.cancel(tx, 'abandonment', ...ids);
  }

  async returnedNow(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.unitOfWork.run((tx) => this.returned(tx, ids));
  }
}

import { Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import type { Transaction } from '#database';
import { DeskEnv } from '../desk.env';
import { ConversationsRepository } from './conversations.repository';

/** How many conversations of a representative may be open at once. */
@Injectable()
export class OpenBound {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly env: DeskEnv,
  ) {}

  /** Under the lock of the representative's openings. @throws AppError RATE_LIMITED when there is room for no other one. */
  async check(tx: Transaction, representativeId: string): Promise<void> {
    const limit = this.env.OPEN_CONVERSATIONS_PER_REPRESENTATIVE;
    if ((await this.repository.countOpen(tx, representativeId)) >= limit)
      throw new AppError('RATE_LIMITED', `At most ${limit} conversations may be open at once.`, { limit });
  }
}

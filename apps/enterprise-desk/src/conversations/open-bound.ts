import { Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import type { Transaction } from '#database';
import { ServiceHoursService } from '../clocks/service-hours.service';
import { DeskEnv } from '../desk.env';
import { ConversationsRepository } from './conversations.repository';

/** How many conversations of a representative may be open at once, and how many requests left for later. */
@Injectable()
export class OpenBound {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly serviceHours: ServiceHoursService,
    private readonly env: DeskEnv,
  ) {}

  /** Under the lock of the representative's openings. @throws AppError RATE_LIMITED when there is room for no other one. */
  async check(tx: Transaction, representativeId: string, now: Date): Promise<void> {
    const limit = this.env.OPEN_CONVERSATIONS_PER_REPRESENTATIVE;
    const open = await this.repository.listOpenOf(tx, representativeId, limit);
    if (open.length >= limit) throw full(`At most ${limit} conversations may be open at once.`, limit, open);
    if (!(await this.serviceHours.isOpen(now))) await this.checkLeft(tx, representativeId);
  }

  /** The same of requests that nobody has dealt with yet: each becomes an order that an agency works on. */
  async checkLeft(tx: Transaction, representativeId: string): Promise<void> {
    const limit = this.env.OPEN_REQUESTS_PER_REPRESENTATIVE;
    const left = await this.repository.listLeftBy(tx, representativeId, limit);
    if (left.length >= limit)
      throw full(`At most ${limit} requests may be left for later at once.`, limit, left);
  }
}

const full = (message: string, limit: number, conversationIds: string[]): AppError =>
  new AppError('RATE_LIMITED', message, { limit, conversationIds });

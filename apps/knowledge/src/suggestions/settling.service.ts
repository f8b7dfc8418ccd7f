import { Injectable } from '@nestjs/common';
import { AppError, type EventEnvelope } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { Inbox } from '#outbox';
import { QuotesService } from '../articles/quotes.service';
import { GapsService } from '../gaps/gaps.service';
import { MatterDirectory } from '../matters/matter-directory.service';
import { mainQuestion } from '../gaps/question-likeness';
import type { SuggestionRow } from './suggestion.entity';
import { SuggestionsRepository } from './suggestions.repository';

/** A conversation that nothing was written in for so long is settled, whether it has ended or not. */
const IDLE_MS = 30 * 60_000;
const KEEP_DAYS = 400;
const DAY_MS = 86_400_000;
/** So many conversations are settled at once. */
export const SETTLED_AT_ONCE = 100;

/** When a conversation is over: what was asked in it and had no Answer becomes a gap, and what was written is forgotten. */
@Injectable()
export class SettlingService {
  constructor(
    private readonly repository: SuggestionsRepository,
    private readonly gaps: GapsService,
    private readonly quotes: QuotesService,
    private readonly matters: MatterDirectory,
    private readonly inbox: Inbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async settleEnded(event: EventEnvelope<'desk.evt.conversation.ended'>, now = new Date()): Promise<void> {
    const { conversationId, matterCode, outcome } = event.data;
    const agencyCode = await this.matters.agencyOf(matterCode);
    await this.inbox.once(event, async (tx) => {
      const row = await this.repository.lock(tx, conversationId, now);
      if (row.settledAt) return;
      if (outcome !== 'solved-by-bot') await this.fileGap(tx, { ...row, matterCode }, agencyCode, now);
      await this.repository.settle(tx, conversationId, now);
    });
  }

  /** Settles what has been idle for long and deletes what is too old, a batch at a time; returns how many were settled. */
  async sweep(now = new Date()): Promise<number> {
    const before = new Date(now.getTime() - IDLE_MS);
    const agencies = await this.agenciesOf(await this.repository.listIdleMatters(before, SETTLED_AT_ONCE));
    const settled = await this.unitOfWork.run(async (tx) => {
      const rows = await this.repository.lockIdle(tx, before, SETTLED_AT_ONCE);
      for (const row of rows) {
        const agencyCode = agencies.get(row.matterCode ?? '');
        if (agencyCode) await this.fileGap(tx, row, agencyCode, row.heardAt);
        await this.repository.settle(tx, row.conversationId, now);
      }
      return rows.length;
    });
    await this.repository.deleteBefore(new Date(now.getTime() - KEEP_DAYS * DAY_MS), SETTLED_AT_ONCE);
    return settled;
  }

  /** A question is none when an Answer was found for it, or quoted all the same. */
  private async fileGap(
    tx: Transaction,
    { conversationId, matterCode, questions, found }: SuggestionRow,
    agencyCode: string,
    askedAt: Date,
  ): Promise<void> {
    const question = mainQuestion(questions);
    if (found || !question || matterCode === null) return;
    if (await this.quotes.isIn(tx, conversationId)) return;
    const { text, sequence } = question;
    const unanswered = { matterCode, agencyCode, text, conversationId, sequence } as const;
    await this.gaps.file(tx, { ...unanswered, source: 'suggestions' }, askedAt);
  }

  /** What the desk knows; a matter that it does not know has no owner, and no gaps. */
  private async agenciesOf(matterCodes: readonly string[]): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    for (const code of matterCodes) {
      try {
        known.set(code, await this.matters.agencyOf(code));
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
      }
    }
    return known;
  }
}

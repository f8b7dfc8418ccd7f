import { Injectable } from '@nestjs/common';
import type { BotOffered } from '#contracts';
import type { Transaction } from '#database';
import { GapsService } from '../gaps/gaps.service';
import { mainQuestion } from '../gaps/question-likeness';
import { SuggestionsRepository } from './suggestions.repository';

/** What the bot offered in a conversation and what came of it. */
@Injectable()
export class BotOutcomesService {
  constructor(
    private readonly repository: SuggestionsRepository,
    private readonly gaps: GapsService,
  ) {}

  async offered(tx: Transaction, { conversationId, matterCode }: BotOffered, now: Date): Promise<void> {
    const { askedAt } = await this.repository.lock(tx, conversationId, now);
    await this.repository.noteBot(tx, conversationId, matterCode, {
      botOffered: true,
      botSolved: false,
      askedAt: askedAt ?? now,
    });
  }

  /** What did not help leaves its question open: a gap, as far as it was heard. */
  async judged(
    tx: Transaction,
    { conversationId, matterCode }: BotOffered,
    isSolved: boolean,
    agencyCode: string,
    now: Date,
  ): Promise<void> {
    const { questions } = await this.repository.lock(tx, conversationId, now);
    await this.repository.noteBot(tx, conversationId, matterCode, { botSolved: isSolved });
    const question = mainQuestion(questions);
    if (isSolved || !question) return;
    const { text, sequence } = question;
    const unanswered = { matterCode, agencyCode, text, conversationId, sequence } as const;
    await this.gaps.file(tx, { ...unanswered, source: 'bot' }, now);
  }
}

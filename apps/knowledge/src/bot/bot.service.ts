import { Injectable } from '@nestjs/common';
import type { BotJudged, EventEnvelope } from '#contracts';
import type { Transaction } from '#database';
import { Inbox } from '#outbox';
import { QuotesService } from '../articles/quotes.service';
import { FeedbackService } from '../feedback/feedback.service';
import { MatterDirectory } from '../matters/matter-directory.service';
import { BotOutcomesService } from '../suggestions/bot-outcomes.service';

/** Learns from what businesses say of the bot's Answers: feedback on the articles, and gaps where they did not help. */
@Injectable()
export class BotService {
  constructor(
    private readonly outcomes: BotOutcomesService,
    private readonly feedback: FeedbackService,
    private readonly quotes: QuotesService,
    private readonly matters: MatterDirectory,
    private readonly inbox: Inbox,
  ) {}

  takeOffer(event: EventEnvelope<'desk.evt.bot.offered'>, now = new Date()): Promise<void> {
    return this.inbox.once(event, async (tx) => {
      await this.outcomes.offered(tx, event.data, now);
      await this.quotes.offered(tx, event);
    });
  }

  async takeVerdict(event: EventEnvelope<'desk.evt.bot.judged'>, now = new Date()): Promise<void> {
    const agencyCode = await this.matters.agencyOf(event.data.matterCode);
    await this.inbox.once(event, async (tx) => {
      await this.outcomes.judged(tx, event.data, event.data.solved, agencyCode, now);
      await this.recordFeedback(tx, event.data, now);
    });
  }

  /** What solved it was useful, of one named or one alone; what did not, all of it was not. */
  private async recordFeedback(tx: Transaction, judged: BotJudged, now: Date): Promise<void> {
    const { conversationId, sequence, partyId, solved: useful, articleId, reason, answers } = judged;
    const meant =
      useful && (articleId !== undefined || answers.length > 1)
        ? answers.filter((answer) => answer.articleId === articleId)
        : answers;
    for (const answer of meant) {
      const said = { articleId: answer.articleId, version: answer.version, useful, conversationId, sequence };
      await this.feedback.record(
        tx,
        { ...said, partyId, source: 'bot', ...(reason === undefined ? {} : { reason }) },
        now,
      );
    }
  }
}

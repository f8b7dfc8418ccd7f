import { Injectable } from '@nestjs/common';
import { AppError, type ConversationView, type GiveBotVerdict, type Identity } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { ConversationChanges, type Change } from '../conversations/conversation-changes';
import { EndingService } from '../conversations/ending.service';
import { MessagesService } from '../messages/messages.service';
import { hasOffered } from './waiting';

/** Did what the bot offered solve it? Then the conversation ends; else the business goes on waiting for a person. */
@Injectable()
export class BotVerdictsService {
  constructor(
    private readonly changes: ConversationChanges,
    private readonly ending: EndingService,
    private readonly messages: MessagesService,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * By the representative that was asked; the same verdict again changes nothing.
   * @throws AppError NOT_FOUND, INVALID_STATE when nothing was offered or a person has taken over.
   */
  give(identity: Identity, verdict: GiveBotVerdict, now = new Date()): Promise<ConversationView> {
    const { conversationId, solved } = verdict;
    return this.unitOfWork.run(async (tx) => {
      const conversation = await this.changes.lock(tx, conversationId);
      if (conversation.representativeId !== identity.partyId)
        throw new AppError('NOT_FOUND', 'No such conversation.');
      const { botSequence, botSolved, seatGroup } = conversation;
      if (botSequence === null) throw new AppError('INVALID_STATE', 'The bot has offered nothing here.');
      if (botSolved === solved) return this.changes.told(tx, conversationId, seatGroup);
      if (solved && !hasOffered(conversation))
        throw new AppError('INVALID_STATE', 'A person has taken over since the bot offered its Answers.');
      return this.changes.apply(tx, conversation, solved ? 'bot-solve' : 'bot-fail', identity, async () => {
        await this.record(tx, identity, verdict, conversation.matterCode, botSequence);
        if (solved) await this.ending.end(tx, conversation, 'solved-by-bot', now);
        return verdictChange(solved, now);
      });
    });
  }

  private async record(
    tx: Transaction,
    { partyId }: Identity,
    { conversationId, solved, articleId, reason }: GiveBotVerdict,
    matterCode: string,
    sequence: number,
  ): Promise<void> {
    const answers = await this.messages.listOffered(tx, conversationId, sequence);
    if (articleId !== undefined && !answers.some((answer) => answer.articleId === articleId)) {
      throw new AppError('INVALID_ARGUMENT', 'The bot has not offered this article.', {
        fields: [{ field: 'articleId', problem: 'is none of the Answers that were offered' }],
      });
    }
    await this.outbox.add(tx, 'desk.evt.bot.judged', {
      conversationId,
      matterCode,
      sequence,
      answers,
      partyId,
      solved,
      ...(articleId === undefined ? {} : { articleId }),
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

const verdictChange = (solved: boolean, now: Date): Change =>
  solved
    ? { patch: { botSolved: true, endedAt: now }, notice: 'bot-solved' }
    : { patch: { botSolved: false }, notice: 'bot-not-solved' };

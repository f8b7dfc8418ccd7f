import { Injectable } from '@nestjs/common';
import type { OfferedAnswer } from '#contracts';
import { UnitOfWork } from '#database';
import { Outbox } from '#outbox';
import { ConversationChanges } from '../conversations/conversation-changes';
import { ConversationsService } from '../conversations/conversations.service';
import { MessagesService } from '../messages/messages.service';
import { BotAnswersService } from './bot-answers.service';
import { mayOffer } from './waiting';

/** Offers Answers to businesses that nobody attends to, once each time they wait; they keep their place in the queue. */
@Injectable()
export class BotOffersService {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly changes: ConversationChanges,
    private readonly messages: MessagesService,
    private readonly answers: BotAnswersService,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async consider(conversationId: string): Promise<void> {
    const conversation = await this.conversations.find(conversationId);
    if (!conversation || !mayOffer(conversation)) return;
    const answers = await this.answers.find(conversation);
    if (answers.length > 0) await this.offer(conversationId, conversation.waitingAfter, answers);
  }

  /** Unless a person has come meanwhile, be it that the business waits anew already. */
  private offer(
    conversationId: string,
    waitingAfter: number,
    answers: OfferedAnswer[],
    now = new Date(),
  ): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const conversation = await this.changes.lock(tx, conversationId);
      if (!mayOffer(conversation) || conversation.waitingAfter !== waitingAfter) return;
      await this.changes.apply(tx, conversation, 'bot-offer', undefined, async () => {
        const sequence = await this.messages.offer(tx, conversationId, answers);
        const { matterCode } = conversation;
        await this.outbox.add(tx, 'desk.evt.bot.offered', { conversationId, matterCode, sequence, answers });
        return { patch: { botOfferedAt: now, botSequence: sequence, botSolved: null } };
      });
    });
  }
}

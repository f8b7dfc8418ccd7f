import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { searchTextOf, type OfferedAnswer } from '#contracts';
import { UnitOfWork } from '#database';
import { Bus, KeyedWork } from '#messaging';
import { Logger, newRequestContext, runInContext } from '#observability';
import { Outbox } from '#outbox';
import { ConversationChanges } from '../conversations/conversation-changes';
import { ConversationsService } from '../conversations/conversations.service';
import { DeskEnv } from '../desk.env';
import { EntryNews } from '../messages/entry-news';
import { MessagesService } from '../messages/messages.service';
import { chooseAnswers, mayOffer } from './choose-answers';

const SEARCH_WITHIN_MS = 2_000;
const SEARCHED = 10;
/** What a business has written lately makes the question. */
const MESSAGES_READ = 3;
const AT_ONCE = 8;
const MOST_AT_ONCE = 2_000;

/**
 * Offers Answers to businesses that nobody attends to yet. It begins after a message is committed and acknowledged, and
 * whatever becomes of it, the business keeps its place in the queue.
 */
@Injectable()
export class BotOffersService implements OnModuleInit, OnApplicationShutdown {
  private readonly work = new KeyedWork((id) => this.consider(id), {
    concurrency: AT_ONCE,
    capacity: MOST_AT_ONCE,
  });

  constructor(
    private readonly conversations: ConversationsService,
    private readonly changes: ConversationChanges,
    private readonly messages: MessagesService,
    private readonly news: EntryNews,
    private readonly bus: Bus,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.news.listenUnattended((id) => void this.work.add(id));
  }

  onApplicationShutdown(): void {
    this.work.stop();
  }

  private async consider(conversationId: string): Promise<void> {
    try {
      await runInContext(newRequestContext(), async () => {
        const answers = await this.findAnswers(conversationId);
        if (answers.length > 0) await this.offer(conversationId, answers);
      });
    } catch (error) {
      this.log.info({ err: error, conversationId }, 'The bot could not look for Answers; a person will.');
    }
  }

  private async findAnswers(conversationId: string): Promise<OfferedAnswer[]> {
    const [view] = await this.conversations.viewsOf([conversationId]);
    if (!view || !mayOffer({ ...view, botOfferedAt: view.bot?.offeredAt ?? null })) return [];
    const { matterCode, language } = view;
    const text = searchTextOf(await this.messages.listAsked(conversationId, MESSAGES_READ));
    if (text === '') return [];
    const { hits } = await this.bus.request(
      'knowledge.search.query',
      { text, nearMatterCode: matterCode, limit: SEARCHED },
      { timeoutMs: SEARCH_WITHIN_MS },
    );
    return chooseAnswers(hits, this.env.BOT_MIN_SCORE, language);
  }

  /** Unless a person has come meanwhile. */
  private offer(conversationId: string, answers: OfferedAnswer[], now = new Date()): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const conversation = await this.changes.lock(tx, conversationId);
      if (!mayOffer(conversation)) return;
      await this.changes.apply(tx, conversation, 'bot-offer', undefined, async () => {
        const sequence = await this.messages.offer(tx, conversationId, answers);
        const { matterCode } = conversation;
        await this.outbox.add(tx, 'desk.evt.bot.offered', { conversationId, matterCode, sequence, answers });
        return { patch: { botOfferedAt: now, botSequence: sequence } };
      });
    });
  }
}

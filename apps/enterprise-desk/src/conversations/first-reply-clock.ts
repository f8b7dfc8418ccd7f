import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { Logger } from '#observability';
import { Outbox } from '#outbox';
import { ServiceHoursService } from '../clocks/service-hours.service';
import { DeskEnv } from '../desk.env';
import { LiveService } from '../live/live.service';
import { EntryNews } from '../messages/entry-news';
import { TimersService } from '../timers/timers.service';
import { ConversationViews } from './conversation-views';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository, isOpenStatus } from './conversations.repository';

type FirstReplyDue = Partial<Pick<Conversation, 'firstReplyDueAt' | 'firstReplyWarnedAt'>>;

/** The first human reply comes within 60 s: leads are warned before, a breach is recorded. */
@Injectable()
export class FirstReplyClock implements OnModuleInit {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly views: ConversationViews,
    private readonly timers: TimersService,
    private readonly entryNews: EntryNews,
    private readonly serviceHours: ServiceHoursService,
    private readonly live: LiveService,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timers.on('first-reply-warning', (tx, id, now) => this.warn(tx, id, now));
    this.timers.on('first-reply-breach', (tx, id, now) => this.breach(tx, id, now));
    this.entryNews.listenFirstReply((id) => void this.stop(id));
  }

  dueAt(openedAt: Date): Date {
    return new Date(openedAt.getTime() + this.env.FIRST_REPLY_SECONDS * 1000);
  }

  async start(tx: Transaction, conversationId: string, openedAt: Date): Promise<void> {
    const warnAt = new Date(openedAt.getTime() + this.env.FIRST_REPLY_WARNING_SECONDS * 1000);
    await this.timers.set(tx, 'first-reply-warning', conversationId, warnAt);
    await this.timers.set(tx, 'first-reply-breach', conversationId, this.dueAt(openedAt));
  }

  /** Anew for a business that waits again, if it can still be in time; returns what changes of the conversation. */
  async restart(tx: Transaction, conversation: Conversation, now: Date): Promise<FirstReplyDue> {
    if (!mayBeInTime(conversation, now)) return {};
    if (!(await this.serviceHours.isOpen(now))) return { firstReplyDueAt: null };
    await this.start(tx, conversation.id, now);
    return { firstReplyDueAt: this.dueAt(now), firstReplyWarnedAt: null };
  }

  /** The business does not wait any more, but to be called; returns what changes of the conversation. */
  drop(conversation: Conversation, now: Date): FirstReplyDue {
    return mayBeInTime(conversation, now) ? { firstReplyDueAt: null } : {};
  }

  /** The reply itself has recorded its time; what is left is to tell, and to put the timers away. */
  private async stop(conversationId: string): Promise<void> {
    try {
      await this.unitOfWork.run(async (tx) => {
        await this.timers.cancel(tx, 'first-reply-warning', conversationId);
        await this.timers.cancel(tx, 'first-reply-breach', conversationId);
      });
      this.live.conversation({ conversationId, conversation: await this.views.get(conversationId) });
    } catch (error) {
      this.log.warn(
        { err: error, conversationId },
        'A first reply could not be told; its clock finds it answered.',
      );
    }
  }

  private async warn(tx: Transaction, id: string, now: Date): Promise<void> {
    const conversation = await this.unanswered(tx, id);
    if (!conversation) return;
    await this.repository.update(tx, id, { firstReplyWarnedAt: now });
    this.live.boardAfter(tx, { type: 'first-reply-warning', ...lateness(conversation) });
  }

  private async breach(tx: Transaction, id: string, now: Date): Promise<void> {
    const conversation = await this.unanswered(tx, id);
    if (!conversation) return;
    const late = lateness(conversation);
    await this.repository.update(tx, id, { firstReplyBreachedAt: now });
    await this.outbox.add(tx, 'desk.evt.first-reply.breached', late);
    this.live.boardAfter(tx, { type: 'first-reply-breached', ...late });
  }

  private async unanswered(tx: Transaction, id: string): Promise<Conversation | undefined> {
    const conversation = await this.repository.lock(tx, id);
    if (!conversation || conversation.firstRepliedAt || !isOpenStatus(conversation.status)) return undefined;
    return conversation.status === 'deferred' ? undefined : conversation;
  }
}

/** Nobody has replied, and it was not too late when the business stopped waiting. */
const mayBeInTime = ({ firstRepliedAt, firstReplyDueAt, endedAt }: Conversation, now: Date): boolean =>
  !firstRepliedAt && firstReplyDueAt !== null && (endedAt ?? now) < firstReplyDueAt;

const lateness = ({ id, seatGroup, seatId, firstReplyDueAt }: Conversation) => ({
  conversationId: id,
  seatGroup,
  seatId,
  dueAt: (firstReplyDueAt ?? new Date()).toISOString(),
});

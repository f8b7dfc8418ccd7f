import { Injectable } from '@nestjs/common';
import {
  AppError,
  mayDo,
  type ConversationEnded,
  type ConversationView,
  type Identity,
  type RateConversation,
  type ReopenConversation,
  type RequestCallBack,
  type ResolveConversation,
} from '#contracts';
import type { Transaction } from '#database';
import { Outbox } from '#outbox';
import { DeferredRequestsService } from '../deferred-requests/deferred-requests.service';
import { LiveService } from '../live/live.service';
import { OffersService } from '../routing/offers.service';
import { RoutingSignal } from '../routing/routing-signal';
import { SeatsService } from '../seats/seats.service';
import { AttendanceService } from './attendance.service';
import { ClosingTime } from './closing-time';
import { ConversationChanges } from './conversation-changes';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository } from './conversations.repository';
import { FirstReplyClock } from './first-reply-clock';
import { OpenBound } from './open-bound';

const REOPEN_HOURS = 24;

/** How conversations end, and what may follow. */
@Injectable()
export class EndingService {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly changes: ConversationChanges,
    private readonly closing: ClosingTime,
    private readonly attendance: AttendanceService,
    private readonly clock: FirstReplyClock,
    private readonly openBound: OpenBound,
    private readonly deferred: DeferredRequestsService,
    private readonly offers: OffersService,
    private readonly seats: SeatsService,
    private readonly routing: RoutingSignal,
    private readonly live: LiveService,
    private readonly outbox: Outbox,
  ) {}

  /** By who serves it, who oversees, or the business itself. */
  resolve(identity: Identity, request: ResolveConversation, now = new Date()): Promise<ConversationView> {
    return this.changes.run(request.conversationId, 'resolve', identity, async (tx, conversation) => {
      checkConcerned(identity, conversation);
      checkFresh(request, conversation);
      await this.end(tx, conversation, 'resolved', now);
      return { patch: { endedAt: now }, notice: 'resolved' };
    });
  }

  /** Lets go who was in it or about to be, and records how it ended; the caller changes its status. */
  async end(
    tx: Transaction,
    conversation: Conversation,
    outcome: ConversationEnded['outcome'],
    now: Date,
  ): Promise<void> {
    const { id: conversationId, matterCode, status } = conversation;
    await this.offers.cancel(tx, conversationId, now);
    if (status === 'deferred') await this.deferred.withdraw(tx, conversationId, now);
    await this.release(tx, conversation, now);
    await this.outbox.add(tx, 'desk.evt.conversation.ended', { conversationId, matterCode, outcome });
  }

  /** Within a day, back to the head of the queue; its former seat is asked first, if it is on duty. */
  reopen(identity: Identity, request: ReopenConversation, now = new Date()): Promise<ConversationView> {
    return this.changes.run(request.conversationId, 'reopen', identity, async (tx, conversation) => {
      checkConcerned(identity, conversation);
      checkFresh(request, conversation);
      const { seatId, endedAt } = conversation;
      if (endedAt && now.getTime() - endedAt.getTime() > REOPEN_HOURS * 3_600_000) {
        throw new AppError(
          'INVALID_STATE',
          `A conversation can be reopened for ${REOPEN_HOURS} h. Open a new one.`,
          { allowed: ['open'] },
        );
      }
      if (identity.partyId === conversation.representativeId) {
        await this.repository.lockOpenings(tx, identity.partyId);
        await this.openBound.check(tx, identity.partyId, now);
      }
      if (seatId) await this.attendance.letGo(tx, conversation.id, seatId, now);
      this.live.partyAfter(tx, conversation.representativeId, {
        type: 'joined',
        conversationId: conversation.id,
      });
      this.routing.after(tx);
      await this.closing.waits(tx, conversation.id, now);
      return {
        patch: {
          ...(await this.clock.restart(tx, conversation, now)),
          seatId: null,
          preferredSeatId: seatId,
          queuedAt: now,
          queueRank: -1,
          waitingAfter: conversation.lastSequence,
          endedAt: null,
          solved: null,
          satisfaction: null,
          ...(conversation.botSolved ? { botSolved: false } : {}),
        },
        notice: 'reopened',
      };
    });
  }

  /** Once, by the representative that was served. */
  rate(
    identity: Identity,
    { conversationId, solved, satisfaction, comment }: RateConversation,
  ): Promise<ConversationView> {
    return this.changes.run(conversationId, 'rate', identity, async (tx, conversation) => {
      if (conversation.representativeId !== identity.partyId)
        throw new AppError('NOT_FOUND', 'No such conversation.');
      if (conversation.satisfaction !== null) throw new AppError('CONFLICT', 'It has been rated already.');
      await this.outbox.add(tx, 'desk.evt.conversation.rated', { conversationId, solved, satisfaction });
      return {
        patch: { solved, satisfaction, ratingComment: comment ?? null },
        notice: 'rated',
        params: { solved, satisfaction },
      };
    });
  }

  /** Instead of waiting on; also says where to call about a request left outside service hours. */
  callBack(
    identity: Identity,
    { conversationId, phone, when }: RequestCallBack,
    now = new Date(),
  ): Promise<ConversationView> {
    return this.changes.run(conversationId, 'call-back', identity, async (tx, conversation) => {
      if (conversation.representativeId !== identity.partyId)
        throw new AppError('NOT_FOUND', 'No such conversation.');
      if (conversation.status !== 'deferred' || conversation.endedAt) {
        await this.repository.lockOpenings(tx, identity.partyId);
        await this.openBound.checkLeft(tx, identity.partyId);
      }
      await this.offers.cancel(tx, conversationId, now);
      const left = await this.deferred.leave(tx, { kind: 'call-back', conversation, phone, when }, now);
      const patch = { ...this.clock.drop(conversation, now), endedAt: null };
      return { patch, notice: 'call-back-requested', params: left };
    });
  }

  private async release(tx: Transaction, { id, seatId }: Conversation, now: Date): Promise<void> {
    for (const partyId of await this.repository.leaveGuests(tx, id, now)) {
      this.live.partyAfter(tx, partyId, { type: 'left', conversationId: id });
    }
    if (seatId) await this.seats.freePlace(tx, seatId, now);
  }
}

/** @throws AppError NOT_FOUND for who has nothing to do with it. */
function checkConcerned(identity: Identity, { seatId, representativeId }: Conversation): void {
  const concerned =
    seatId === identity.partyId || representativeId === identity.partyId || mayDo(identity.role, 'oversee');
  if (!concerned) throw new AppError('NOT_FOUND', 'No such conversation of yours.');
}

/** @throws AppError CONFLICT when the conversation has moved on since the caller looked. */
function checkFresh({ revision }: ResolveConversation, conversation: Conversation): void {
  if (revision === undefined || revision === conversation.revision) return;
  throw new AppError('CONFLICT', 'The conversation has changed since you looked.', {
    revision: conversation.revision,
  });
}

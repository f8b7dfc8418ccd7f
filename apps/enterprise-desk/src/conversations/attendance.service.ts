import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError, mayDo, type AcceptConversation, type ConversationView, type Identity } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { LiveService } from '../live/live.service';
import { OffersService } from '../routing/offers.service';
import { RoutingSignal } from '../routing/routing-signal';
import { SeatsService } from '../seats/seats.service';
import { TimersService } from '../timers/timers.service';
import { AbandonmentService } from './abandonment.service';
import { ClosingTime } from './closing-time';
import { ConversationChanges, type Change } from './conversation-changes';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository } from './conversations.repository';
import type { Participant } from './participant.entity';

/** Who serves a conversation: accepted by a seat, taken over by a lead, given back to the queue. */
@Injectable()
export class AttendanceService implements OnModuleInit {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly changes: ConversationChanges,
    private readonly abandonment: AbandonmentService,
    private readonly closing: ClosingTime,
    private readonly offers: OffersService,
    private readonly seats: SeatsService,
    private readonly timers: TimersService,
    private readonly routing: RoutingSignal,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.timers.on('requeue', (tx, seatId, now) => this.requeueAllOf(tx, seatId, now));
  }

  /** An offer, a conversation that waits in the queue, or an invitation. @throws AppError CONFLICT when somebody else was first. */
  accept(
    identity: Identity,
    { offerId, conversationId }: AcceptConversation,
    now = new Date(),
  ): Promise<ConversationView> {
    return this.unitOfWork.run(async (tx) => {
      const offer = offerId === undefined ? undefined : await this.offers.get(tx, identity, offerId);
      const conversation = await this.changes.lock(tx, offer?.conversationId ?? conversationId ?? '');
      if (!offer) {
        const participant = await this.repository.findParticipant(tx, conversation.id, identity.partyId);
        if (participant?.invitedAt && !participant.joinedAt && !participant.leftAt)
          return this.joinAsGuest(tx, conversation, identity, now);
        if (participant?.invitedAt && !mayDo(identity.role, 'attend'))
          throw new AppError('CONFLICT', 'The invitation has ended.');
        await this.checkMayClaim(tx, identity, conversation);
      }
      if (offer) await this.offers.accept(tx, offer, now);
      return this.changes.apply(tx, conversation, 'accept', identity, () =>
        this.seatAt(tx, conversation, identity, now, 'accepted'),
      );
    });
  }

  /** A seat's colleague or an agency's expert comes in; a business or a seat goes out. */
  leave(identity: Identity, id: string, now = new Date()): Promise<ConversationView> {
    return this.unitOfWork.run(async (tx) => {
      const conversation = await this.changes.lock(tx, id);
      const participant = await this.repository.findParticipant(tx, id, identity.partyId);
      if (!participant || participant.leftAt)
        throw new AppError('NOT_FOUND', 'No such conversation of yours.');
      if (participant.kind === 'business') return this.abandonment.abandon(tx, conversation, identity, now);
      if (participant.kind === 'seat') {
        if (conversation.status !== 'active') return this.changes.told(tx, id, conversation.seatGroup);
        return this.requeue(tx, conversation, identity, now);
      }
      return this.goAway(tx, conversation, participant, identity, now);
    });
  }

  /**
   * Others say for somebody who was invited whether they come; what they have done themselves stands.
   * @throws AppError INVALID_STATE when they have come and shall not, or are gone and shall come.
   */
  async answerFor(
    tx: Transaction,
    invited: Identity,
    { conversationId, comes }: { conversationId: string; comes: boolean },
    now: Date,
  ): Promise<void> {
    const conversation = await this.changes.lock(tx, conversationId);
    const guest = await this.repository.findParticipant(tx, conversationId, invited.partyId);
    if (guest?.joinedAt && !comes)
      throw new AppError('INVALID_STATE', `${invited.name} has come into the conversation.`);
    if (guest?.joinedAt) return;
    if (guest && !guest.leftAt) {
      if (comes) await this.joinAsGuest(tx, conversation, invited, now);
      else await this.goAway(tx, conversation, guest, invited, now);
    } else if (comes) throw new AppError('INVALID_STATE', 'The invitation does not stand any more.');
  }

  /** Silently: the business is not told. */
  lookOn(identity: Identity, id: string, now = new Date()): Promise<ConversationView> {
    return this.changes.run(id, 'look-on', identity, async (tx, conversation) => {
      if (conversation.seatId === identity.partyId)
        throw new AppError('INVALID_STATE', 'You serve this conversation yourself.');
      await this.enter(tx, conversation, identity, 'observer', now);
      return { notice: 'looked-on' };
    });
  }

  takeOver(identity: Identity, id: string, now = new Date()): Promise<ConversationView> {
    return this.changes.run(id, 'take-over', identity, async (tx, conversation) => {
      if (conversation.seatId === identity.partyId)
        throw new AppError('INVALID_STATE', 'You serve this conversation already.');
      await this.offers.cancel(tx, id, now);
      await this.dismissSeat(tx, conversation, now);
      return this.seatAt(tx, conversation, identity, now, 'taken-over');
    });
  }

  /** The seat goes, and the business waits at the head of the queue. */
  async giveUpSeat(tx: Transaction, conversation: Conversation, now: Date): Promise<Change['patch']> {
    const { id, seatId, lastSequence: waitingAfter } = conversation;
    await this.dismissSeat(tx, conversation, now);
    if (seatId) await this.offers.handOn(tx, id, seatId, now);
    await this.closing.waits(tx, id, now);
    this.routing.after(tx);
    return { seatId: null, preferredSeatId: null, queuedAt: now, queueRank: -1, waitingAfter };
  }

  async letGo(tx: Transaction, conversationId: string, partyId: string, now: Date): Promise<void> {
    await this.repository.leave(tx, conversationId, partyId, now);
    this.live.partyAfter(tx, partyId, { type: 'left', conversationId });
  }

  private requeue(
    tx: Transaction,
    conversation: Conversation,
    by: Identity | undefined,
    now: Date,
  ): Promise<ConversationView> {
    return this.changes.apply(tx, conversation, 'requeue', by, async () => ({
      patch: await this.giveUpSeat(tx, conversation, now),
      notice: 'requeued',
    }));
  }

  private async requeueAllOf(tx: Transaction, seatId: string, now: Date): Promise<void> {
    for (const { id } of await this.repository.listActiveOf(tx, seatId)) {
      const conversation = await this.changes.lock(tx, id);
      if (conversation.status === 'active' && conversation.seatId === seatId)
        await this.requeue(tx, conversation, undefined, now);
    }
  }

  private async joinAsGuest(
    tx: Transaction,
    conversation: Conversation,
    identity: Identity,
    now: Date,
  ): Promise<ConversationView> {
    await this.timers.cancel(tx, 'invitation-expiry', `${conversation.id} ${identity.partyId}`);
    await this.enter(tx, conversation, identity, 'guest', now);
    return this.changes.attended(tx, conversation, 'joined', identity, { kind: 'guest' });
  }

  private async goAway(
    tx: Transaction,
    conversation: Conversation,
    { kind }: Pick<Participant, 'kind'>,
    identity: Identity,
    now: Date,
  ): Promise<ConversationView> {
    await this.letGo(tx, conversation.id, identity.partyId, now);
    return this.changes.attended(tx, conversation, 'left', identity, { kind, unseen: kind === 'observer' });
  }

  private async checkMayClaim(
    tx: Transaction,
    identity: Identity,
    { seatGroup, status, seatId }: Conversation,
  ): Promise<void> {
    if (!mayDo(identity.role, 'attend'))
      throw new AppError('FORBIDDEN', 'Only a seat accepts conversations.');
    const staff = await this.seats.getStaff(identity.partyId, tx);
    if (!staff.seatGroups.includes(seatGroup)) throw new AppError('NOT_FOUND', 'No such conversation.');
    if (status === 'active') throw new AppError('CONFLICT', 'Somebody else has accepted it.', { seatId });
  }

  private async seatAt(
    tx: Transaction,
    { id }: Conversation,
    identity: Identity,
    now: Date,
    notice: Change['notice'],
  ): Promise<Change> {
    await this.offers.cancel(tx, id, now);
    await this.timers.cancel(tx, 'abandonment', id);
    await this.repository.join(tx, id, identity.partyId, 'seat', identity.name, now);
    this.live.partyAfter(tx, identity.partyId, { type: 'joined', conversationId: id });
    return {
      patch: { seatId: identity.partyId, preferredSeatId: null, acceptedAt: now, queueRank: 0 },
      notice,
    };
  }

  private async dismissSeat(tx: Transaction, { id, seatId }: Conversation, now: Date): Promise<void> {
    if (!seatId) return;
    await this.letGo(tx, id, seatId, now);
    await this.seats.freePlace(tx, seatId, now);
  }

  private async enter(
    tx: Transaction,
    { id }: Conversation,
    identity: Identity,
    kind: 'guest' | 'observer',
    now: Date,
  ): Promise<void> {
    await this.repository.join(tx, id, identity.partyId, kind, identity.name, now);
    this.live.partyAfter(tx, identity.partyId, { type: 'joined', conversationId: id });
  }
}

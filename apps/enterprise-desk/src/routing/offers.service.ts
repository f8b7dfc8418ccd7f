import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError, type Identity, type OfferOutcome, type OfferView, type RoutingDecision } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { LiveService } from '../live/live.service';
import { TimersService } from '../timers/timers.service';
import type { Offer } from './offer.entity';
import { QueueService } from './queue.service';
import { RoutingSignal } from './routing-signal';
import { RoutingRepository } from './routing.repository';

/** The life of an offer once the router has made it. */
@Injectable()
export class OffersService implements OnModuleInit {
  constructor(
    private readonly repository: RoutingRepository,
    private readonly timers: TimersService,
    private readonly queue: QueueService,
    private readonly live: LiveService,
    private readonly routing: RoutingSignal,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.timers.on('offer-expiry', async (tx, id, now) => {
      const offer = await this.repository.findOffer(tx, id);
      if (offer) await this.giveBack(tx, [offer], 'expired', now);
    });
    this.timers.on('offers-return', async (tx, staffId, now) => {
      await this.giveBack(tx, await this.repository.listPendingOf(tx, { staffId }), 'returned', now);
    });
  }

  listOf(staffId: string): Promise<OfferView[]> {
    return this.repository.listOfferViews(staffId);
  }

  async listDecisions(conversationId: string): Promise<RoutingDecision[]> {
    const rows = await this.repository.listDecisions(conversationId);
    return rows.map(({ at, outcome, seatId, reasons, candidates }) => ({
      at: at.toISOString(),
      outcome,
      seatId,
      reasons,
      candidates,
    }));
  }

  /** @throws AppError NOT_FOUND when no such offer was made to the caller. */
  async get(tx: Transaction, identity: Identity, id: string): Promise<Offer> {
    const offer = await this.repository.findOffer(tx, id);
    if (offer?.staffId !== identity.partyId) throw new AppError('NOT_FOUND', 'No such offer.');
    return offer;
  }

  /** The caller holds the lock of the conversation. @throws AppError CONFLICT saying what became of the offer. */
  async accept(tx: Transaction, offer: Offer, now: Date): Promise<void> {
    if (offer.expiresAt > now && (await this.end(tx, offer, 'accepted', now))) return;
    const { status = 'expired' } = (await this.repository.findOffer(tx, offer.id)) ?? {};
    const outcome = status === 'pending' ? 'expired' : status;
    throw new AppError('CONFLICT', `The offer has ended: ${outcome}.`, { outcome });
  }

  async decline(identity: Identity, id: string, now: Date): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await this.giveBack(tx, [await this.get(tx, identity, id)], 'declined', now);
    });
  }

  /** The seat gives the conversation away: while it waits, everybody else comes before it. */
  async handOn(tx: Transaction, conversationId: string, staffId: string, now: Date): Promise<void> {
    const times = { createdAt: now, expiresAt: now, endedAt: now };
    const offer = { id: uuidv7(), conversationId, staffId, reasons: ['gave-it-away'], ...times };
    await this.repository.addOffers(tx, [{ ...offer, status: 'handed-on' }]);
  }

  /** The conversation is no longer to be had, which frees the place kept for it; the caller holds its lock. */
  async cancel(tx: Transaction, conversationId: string, now: Date): Promise<void> {
    for (const offer of await this.repository.listPendingOf(tx, { conversationId }))
      if (await this.end(tx, offer, 'cancelled', now)) this.routing.after(tx);
  }

  private async giveBack(tx: Transaction, offers: Offer[], outcome: OfferOutcome, now: Date): Promise<void> {
    await this.repository.lockWaiting(
      tx,
      offers.map(({ conversationId }) => conversationId),
    );
    const returned: string[] = [];
    for (const offer of offers)
      if (await this.end(tx, offer, outcome, now)) returned.push(offer.conversationId);
    if (returned.length === 0) return;
    const seatGroups = await this.repository.moveToHead(tx, returned);
    this.unitOfWork.onCommit(tx, () => {
      for (const seatGroup of seatGroups) this.queue.changed(seatGroup);
    });
    this.routing.after(tx);
  }

  private async end(tx: Transaction, offer: Offer, outcome: OfferOutcome, now: Date): Promise<boolean> {
    const ended = await this.repository.endOffer(tx, offer.id, outcome, now);
    if (!ended) return false;
    await this.timers.cancel(tx, 'offer-expiry', offer.id);
    const { id: offerId, conversationId } = offer;
    this.live.partyAfter(tx, offer.staffId, { type: 'offer-ended', offerId, conversationId, outcome });
    return true;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { Logger } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { DeskEnv } from '../desk.env';
import { LiveService } from '../live/live.service';
import { SeatsService } from '../seats/seats.service';
import { TimersService } from '../timers/timers.service';
import { dealOut, type Candidate, type Choice } from './choose-seat';
import type { Offer } from './offer.entity';
import { RoutingSignal } from './routing-signal';
import type { RoutingDecisionRow } from './routing-decision.entity';
import { RoutingRepository, type WaitingRow } from './routing.repository';

const RETRY_MS = 1_000;

/** Offers waiting conversations to seats, the moment anything changes. */
@Injectable()
export class RouterService implements OnApplicationBootstrap, OnApplicationShutdown {
  private running: Promise<void> | undefined;
  private again = false;
  private stopped = false;

  constructor(
    private readonly repository: RoutingRepository,
    private readonly seats: SeatsService,
    private readonly timers: TimersService,
    private readonly live: LiveService,
    private readonly signal: RoutingSignal,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
    private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.signal.listen(() => this.route());
    this.route();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  /** Changes that come while a pass runs are looked at by the next one, all at once. */
  private route(): void {
    this.again = true;
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      try {
        await this.unitOfWork.run((tx) => this.pass(tx));
      } catch (error) {
        this.log.error({ err: error }, 'The router failed; it tries again.');
        this.again = true;
        await sleep(RETRY_MS);
      }
    }
    // In the same breath as the last look at `again`: a change after it begins a new run.
    this.running = undefined;
  }

  private async pass(tx: Transaction): Promise<void> {
    await this.repository.lockRouter(tx);
    const queue = await this.repository.listWaiting(tx, this.env.LAST_SERVED_DAYS);
    if (queue.length === 0) return;
    const candidates = (await this.seats.listAvailable(tx)).map((row): Candidate => ({
      seatId: row.id,
      seatGroups: row.seat_groups,
      languages: row.languages,
      open: row.open,
      capacity: row.capacity,
      idleSince: row.idle_since,
    }));
    const now = new Date();
    const dealt = dealOut(queue, candidates).map(({ choice }, i) => ({
      waiting: queue[i] as WaitingRow,
      choice,
    }));
    const news = dealt.filter(({ waiting, choice }) => choice.seatId !== null || !waiting.noted);
    await this.repository.addDecisions(
      tx,
      news.map(({ waiting, choice }) => decisionOf(waiting, choice, now)),
    );
    const still = await this.repository.lockWaiting(
      tx,
      queue.map(({ conversationId }) => conversationId),
    );
    const offers = dealt
      .filter(({ waiting }) => still.has(waiting.conversationId))
      .flatMap(({ waiting, choice }) => this.offerOf(waiting, choice, now));
    await this.repository.addOffers(
      tx,
      offers.map(({ offer }) => offer),
    );
    for (const { offer, waiting } of offers) await this.send(tx, offer, waiting);
  }

  private offerOf(
    waiting: WaitingRow,
    { seatId, reasons }: Choice,
    now: Date,
  ): { offer: Offer; waiting: WaitingRow }[] {
    if (seatId === null) return [];
    const expiresAt = new Date(now.getTime() + this.env.OFFER_SECONDS * 1000);
    const { conversationId } = waiting;
    const offer: Offer = {
      id: uuidv7(),
      conversationId,
      staffId: seatId,
      status: 'pending',
      reasons,
      createdAt: now,
      expiresAt,
      endedAt: null,
    };
    return [{ offer, waiting }];
  }

  private async send(
    tx: Transaction,
    offer: Offer,
    { matterCode, language, enterpriseName }: WaitingRow,
  ): Promise<void> {
    const { id, conversationId, expiresAt, reasons } = offer;
    await this.timers.set(tx, 'offer-expiry', id, expiresAt);
    const view = {
      id,
      conversationId,
      expiresAt: expiresAt.toISOString(),
      matterCode,
      language,
      enterpriseName,
      reasons,
    };
    this.live.partyAfter(tx, offer.staffId, { type: 'offer', offer: view });
  }
}

const decisionOf = (
  { conversationId }: WaitingRow,
  { seatId, reasons, ranked }: Choice,
  now: Date,
): RoutingDecisionRow => ({
  id: uuidv7(),
  conversationId,
  at: now,
  outcome: seatId === null ? 'no-seat' : 'offered',
  seatId,
  reasons,
  candidates: ranked.map((candidate) => ({
    seatId: candidate.seatId,
    open: candidate.open,
    capacity: candidate.capacity,
    idleSeconds: Math.round((now.getTime() - candidate.idleSince.getTime()) / 1000),
  })),
});

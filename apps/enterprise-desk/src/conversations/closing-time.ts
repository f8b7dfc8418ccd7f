import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { ServiceHoursService } from '../clocks/service-hours.service';
import { DeferredRequestsService } from '../deferred-requests/deferred-requests.service';
import { DeskEnv } from '../desk.env';
import { OffersService } from '../routing/offers.service';
import { TimersService } from '../timers/timers.service';
import { ConversationChanges } from './conversation-changes';
import { ConversationsRepository } from './conversations.repository';

/** There is one timer for the closing of the whole desk. */
const ALL = 'all';

/**
 * Outside service hours nobody is left waiting: whom no seat on duty takes in the time of a first reply has left a
 * request, as if the conversation had been opened then.
 */
@Injectable()
export class ClosingTime implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly changes: ConversationChanges,
    private readonly serviceHours: ServiceHoursService,
    private readonly deferred: DeferredRequestsService,
    private readonly offers: OffersService,
    private readonly timers: TimersService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {}

  onModuleInit(): void {
    this.timers.on('closing', (tx, _key, now) => this.close(tx, now));
    this.timers.on('left-waiting', (tx, id, now) => this.defer(tx, id, now));
    this.serviceHours.onChange((now) => this.schedule(now));
  }

  onApplicationBootstrap(): Promise<void> {
    return this.schedule(new Date());
  }

  /** The conversation has just gone back to the queue. */
  async waits(tx: Transaction, conversationId: string, now: Date): Promise<void> {
    if (!(await this.serviceHours.isOpen(now)))
      await this.timers.set(tx, 'left-waiting', conversationId, this.later(now));
  }

  private async schedule(now: Date): Promise<void> {
    const closing = (await this.serviceHours.isOpen(now)) ? await this.serviceHours.nextClosing(now) : now;
    await this.unitOfWork.run((tx) => this.set(tx, closing));
  }

  private async set(tx: Transaction, closing: Date | undefined): Promise<void> {
    if (closing) await this.timers.set(tx, 'closing', ALL, this.later(closing));
  }

  private async close(tx: Transaction, now: Date): Promise<void> {
    if (!(await this.serviceHours.isOpen(now))) {
      const waiting = (await this.repository.listAllWaiting(tx)).map((key) => ({ key, fireAt: now }));
      await this.timers.setMany(tx, 'left-waiting', waiting);
    }
    await this.set(tx, await this.serviceHours.nextClosing(now));
  }

  private later(now: Date): Date {
    return new Date(now.getTime() + this.env.FIRST_REPLY_SECONDS * 1000);
  }

  private async defer(tx: Transaction, id: string, now: Date): Promise<void> {
    const conversation = await this.changes.lock(tx, id);
    if (conversation.status !== 'waiting' || (await this.serviceHours.isOpen(now))) return;
    await this.changes.apply(tx, conversation, 'defer', undefined, async () => {
      await this.offers.cancel(tx, id, now);
      const left = await this.deferred.leave(tx, { kind: 'request', conversation }, now);
      return { notice: 'request-left', params: left };
    });
  }
}

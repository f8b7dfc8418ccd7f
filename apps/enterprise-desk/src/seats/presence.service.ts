import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { DeskEnv } from '../desk.env';
import { RoutingSignal } from '../routing/routing-signal';
import { TimersService } from '../timers/timers.service';
import { SeatsRepository } from './seats.repository';

/**
 * A seat is present while a lease of one of its connections runs. When the last one lapses or is given back, its offers
 * return to the queue at once, and its open conversations after a grace period.
 */
@Injectable()
export class PresenceService implements OnModuleInit {
  constructor(
    private readonly repository: SeatsRepository,
    private readonly timers: TimersService,
    private readonly routing: RoutingSignal,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {}

  onModuleInit(): void {
    this.timers.on('lease-lapse', async (tx, staffId, now) => {
      await this.repository.lockPresence(tx, staffId);
      await this.lapse(tx, staffId, now);
    });
  }

  async renew(staffId: string, connectionId: string, now = new Date()): Promise<Date> {
    const leaseUntil = new Date(now.getTime() + this.env.LEASE_SECONDS * 1000);
    await this.unitOfWork.run(async (tx) => {
      await this.repository.lockPresence(tx, staffId);
      const came = await this.repository.renewLease(tx, staffId, connectionId, leaseUntil);
      await this.timers.set(tx, 'lease-lapse', staffId, leaseUntil);
      if (!came) return;
      await this.timers.cancel(tx, 'requeue', staffId);
      this.routing.after(tx);
    });
    return leaseUntil;
  }

  async release(connectionId: string, now = new Date()): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const staffId = await this.repository.holderOf(tx, connectionId);
      if (staffId === undefined) return;
      await this.repository.lockPresence(tx, staffId);
      await this.repository.releaseLease(tx, connectionId);
      await this.lapse(tx, staffId, now);
    });
  }

  /** The caller holds the lock of the seat's presence. */
  private async lapse(tx: Transaction, staffId: string, now: Date): Promise<void> {
    const leaseUntil = await this.repository.leaseUntil(tx, staffId, now);
    if (leaseUntil) return this.timers.set(tx, 'lease-lapse', staffId, leaseUntil);
    await this.repository.setDisconnected(tx, staffId);
    await this.timers.set(tx, 'offers-return', staffId, now);
    await this.timers.set(tx, 'requeue', staffId, new Date(now.getTime() + this.env.REQUEUE_SECONDS * 1000));
  }
}

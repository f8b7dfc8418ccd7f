import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { LeaseView, RenewGatewayLease } from '#contracts';
import { UnitOfWork } from '#database';
import { AbsenceService } from '../conversations/absence.service';
import { DeskEnv } from '../desk.env';
import { TimersService } from '../timers/timers.service';
import { GatewayLeasesRepository } from './gateway-leases.repository';

/**
 * A gateway that died cannot say that its businesses have gone: when its lease lapses, those who waited there are taken to
 * have left, unless they are elsewhere. A gateway that was only out of reach says so with its next renewal.
 */
@Injectable()
export class GatewayLeasesService implements OnModuleInit {
  constructor(
    private readonly repository: GatewayLeasesRepository,
    private readonly absence: AbsenceService,
    private readonly timers: TimersService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {}

  onModuleInit(): void {
    this.timers.on('gateway-lapse', async (tx, gatewayId, now) => {
      await this.absence.left(tx, await this.repository.end(tx, gatewayId), now);
    });
  }

  async renew({ gatewayId, conversationIds }: RenewGatewayLease, now = new Date()): Promise<LeaseView> {
    const leaseUntil = new Date(now.getTime() + this.env.LEASE_SECONDS * 1000);
    await this.unitOfWork.run(async (tx) => {
      // The timer before the lease, as the lapse takes them.
      await this.timers.set(tx, 'gateway-lapse', gatewayId, leaseUntil);
      const came = await this.repository.renew(tx, gatewayId, conversationIds);
      if (came) await this.absence.returned(tx, conversationIds);
    });
    return { leaseUntil: leaseUntil.toISOString() };
  }
}

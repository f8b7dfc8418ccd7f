import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LIVE, type AgencyRequest } from '#contracts';
import { Bus, Nats } from '#messaging';
import type { NatsConnection } from 'nats';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { GatewayEnv } from '../gateway.env';

export const WINDOW_SECONDS = 60;

/** How a quota stands after a request. */
export interface QuotaState {
  admitted: boolean;
  limit: number;
  remaining: number;
  /** Until it is full again, rounded up. */
  seconds: number;
}

/**
 * So many requests a minute over all gateways: each counts for itself and tells the others at once what it has let in, so
 * that no request waits for a count. What is on its way between two gateways, or was lost there, may come on top.
 */
@Injectable()
export class AgencyQuota implements OnModuleInit {
  private readonly gateway = randomUUID();
  private readonly limiter: RateLimiterMemory;

  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly bus: Bus,
    env: GatewayEnv,
  ) {
    this.limiter = new RateLimiterMemory({
      points: env.GATEWAY_AGENCY_REQUESTS_PER_MINUTE,
      duration: WINDOW_SECONDS,
    });
  }

  onModuleInit(): void {
    this.nats.subscribe(LIVE.agencyRequest, {
      callback: (error, message) => {
        if (error) return;
        const { gateway, who } = message.json<AgencyRequest>();
        if (gateway !== this.gateway) void this.limiter.penalty(who);
      },
    });
  }

  async take(who: string): Promise<QuotaState> {
    const used = await this.limiter.consume(who).catch((full: unknown) => {
      if (full instanceof RateLimiterRes) return full;
      throw full;
    });
    const limit = this.limiter.points;
    const admitted = used.consumedPoints <= limit;
    if (admitted) {
      const news: AgencyRequest = { gateway: this.gateway, who };
      this.bus.publish(LIVE.agencyRequest, news);
    }
    const remaining = Math.max(used.remainingPoints, 0);
    return { admitted, limit, remaining, seconds: Math.ceil(used.msBeforeNext / 1000) };
  }
}

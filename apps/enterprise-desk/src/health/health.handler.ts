import { Controller } from '@nestjs/common';
import type { HealthReport } from '#contracts';
import { DatabaseHealth } from '#database';
import { Handles } from '#messaging';
import { DeskEnv } from '../desk.env';

@Controller()
export class HealthHandler {
  constructor(
    private readonly database: DatabaseHealth,
    private readonly env: DeskEnv,
  ) {}

  /** An answer at all says that NATS is up. */
  @Handles('desk.health.check')
  async check(): Promise<HealthReport> {
    const { CLOCK_FACTOR: clockFactor } = this.env;
    const clock = clockFactor === 1 ? {} : { clockFactor };
    const database = await this.database.check();
    return { ...clock, status: database.status, parts: [database] };
  }
}

import { Controller } from '@nestjs/common';
import type { HealthReport } from '#contracts';
import { checkDatabase, Pool } from '#database';
import { Handles } from '#messaging';
import { DeskEnv } from '../desk.env';

@Controller()
export class HealthHandler {
  constructor(
    private readonly pool: Pool,
    private readonly env: DeskEnv,
  ) {}

  /** An answer at all says that NATS is up. */
  @Handles('desk.health.check')
  async check(): Promise<HealthReport> {
    const { CLOCK_FACTOR: clockFactor } = this.env;
    const clock = clockFactor === 1 ? {} : { clockFactor };
    const database = await checkDatabase(this.pool);
    return { ...clock, status: database.status, parts: [database] };
  }
}

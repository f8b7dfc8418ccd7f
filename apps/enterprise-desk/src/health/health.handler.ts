import { Controller } from '@nestjs/common';
import type { HealthReport } from '#contracts';
import { Pool } from '#database';
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
    try {
      await this.pool.query('SELECT 1');
      return { ...clock, status: 'up', parts: [{ name: 'database', status: 'up' }] };
    } catch (error) {
      const problem = String(error);
      return { ...clock, status: 'down', parts: [{ name: 'database', status: 'down', problem }] };
    }
  }
}

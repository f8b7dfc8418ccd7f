import { Controller } from '@nestjs/common';
import type { HealthReport } from '#contracts';
import { Pool } from '#database';
import { Handles } from '#messaging';

@Controller()
export class HealthHandler {
  constructor(private readonly pool: Pool) {}

  /** An answer at all says that NATS is up. */
  @Handles('knowledge.health.check')
  async check(): Promise<HealthReport> {
    try {
      await this.pool.query('SELECT 1');
      return { status: 'up', parts: [{ name: 'database', status: 'up' }] };
    } catch (error) {
      return { status: 'down', parts: [{ name: 'database', status: 'down', problem: String(error) }] };
    }
  }
}

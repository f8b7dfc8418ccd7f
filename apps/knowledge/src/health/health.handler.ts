import { Controller, Optional } from '@nestjs/common';
import type { HealthReport } from '#contracts';
import { DatabaseHealth } from '#database';
import { Handles } from '#messaging';
import { RerankService } from '../rerank/rerank.service';

@Controller()
export class HealthHandler {
  constructor(
    private readonly database: DatabaseHealth,
    @Optional() private readonly reranker?: RerankService,
  ) {}

  /** An answer at all says that NATS is up. */
  @Handles('knowledge.health.check')
  async check(): Promise<HealthReport> {
    const database = await this.database.check();
    const embedding = this.reranker ? [this.reranker.health()] : [];
    const parts = [database, ...embedding];
    const status = database.status === 'down' ? 'down' : (embedding[0]?.status ?? 'up');
    return { status, parts };
  }
}

import { Controller, Optional } from '@nestjs/common';
import type { HealthReport } from '#contracts';
import { checkDatabase, Pool } from '#database';
import { Handles } from '#messaging';
import { RerankService } from '../rerank/rerank.service';

@Controller()
export class HealthHandler {
  constructor(
    private readonly pool: Pool,
    @Optional() private readonly reranker?: RerankService,
  ) {}

  /** An answer at all says that NATS is up. */
  @Handles('knowledge.health.check')
  async check(): Promise<HealthReport> {
    const database = await checkDatabase(this.pool);
    const embedding = this.reranker ? [this.reranker.health()] : [];
    const parts = [database, ...embedding];
    const status = database.status === 'down' ? 'down' : (embedding[0]?.status ?? 'up');
    return { status, parts };
  }
}

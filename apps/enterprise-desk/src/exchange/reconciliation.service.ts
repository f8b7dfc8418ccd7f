import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import type { ListReconciliations, Page, ReconciliationView } from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { Logger } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { DeskEnv } from '../desk.env';
import { TimersService } from '../timers/timers.service';
import { BookComparison } from './book-comparison.service';
import { HandoversRepository, type ReconciliationRow } from './handovers.repository';

const ALL = 'all agencies';

/** Compares the ledger with the books of the agencies, on a schedule and on demand, and repairs what differs. */
@Injectable()
export class ReconciliationService implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly repository: HandoversRepository,
    private readonly comparison: BookComparison,
    private readonly timers: TimersService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.timers.on('reconciliation', async (tx, _key, firedAt) => {
      await this.schedule(tx, firedAt);
      this.unitOfWork.onCommit(tx, () => void this.runAll());
    });
  }

  onApplicationBootstrap(): Promise<void> {
    return this.unitOfWork.run((tx) => this.schedule(tx, new Date()));
  }

  /** @param now when it starts. */
  async run(agencyCode: string, now = new Date()): Promise<ReconciliationView> {
    const found = await this.comparison.run(agencyCode, now);
    const row = { id: uuidv7(), agencyCode, startedAt: now, ...found };
    await this.unitOfWork.run((tx) => this.repository.addReconciliation(tx, row));
    const { missing, different, confirmed, stale, problem } = found;
    if (missing + different + confirmed + stale > 0 || problem)
      this.log.warn(
        { agencyCode, ...found },
        'The books differed from those of an agency, or could not be read.',
      );
    return viewOf(row);
  }

  async list({ agencyCode, cursor, limit }: ListReconciliations): Promise<Page<ReconciliationView>> {
    const before = decodeIdCursor(cursor);
    const size = pageSize(limit);
    const rows = await this.repository.listReconciliations(agencyCode, before, size + 1);
    return toPage(rows, size, ({ id }) => [id], viewOf);
  }

  private async schedule(tx: Transaction, now: Date): Promise<void> {
    const next = new Date(now.getTime() + this.env.RECONCILIATION_SECONDS * 1000);
    await this.timers.set(tx, 'reconciliation', ALL, next);
  }

  private async runAll(): Promise<void> {
    try {
      for (const agencyCode of await this.repository.agencies()) await this.run(agencyCode);
    } catch (error) {
      this.log.error({ err: error }, 'The books could not be compared; they will be next time.');
    }
  }
}

const viewOf = ({ startedAt, ...row }: ReconciliationRow): ReconciliationView => ({
  ...row,
  startedAt: startedAt.toISOString(),
});

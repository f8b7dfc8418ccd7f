import { Injectable } from '@nestjs/common';
import type { ReconciliationView } from '#contracts';
import { idAt, UnitOfWork } from '#database';
import { Bus } from '#messaging';
import { DeskEnv } from '../desk.env';
import { compareBooks, type Differences } from './compare-books';
import { HandoversRepository } from './handovers.repository';
import { LedgerService } from './ledger.service';

type Found = Omit<ReconciliationView, 'id' | 'agencyCode' | 'startedAt'>;

const BOOK_DAYS = 7;
const PAGE = 500;
/** Ids begin with the millisecond in which they were made; the clocks of desks may differ by so much. */
const SKEW_MS = 3_600_000;
const BOOKS_TIMEOUT_MS = 30_000;

/** One comparison with one agency: what has arrived is noted, what has not is handed over again. */
@Injectable()
export class BookComparison {
  constructor(
    private readonly repository: HandoversRepository,
    private readonly ledger: LedgerService,
    private readonly bus: Bus,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {}

  async run(agencyCode: string, now: Date): Promise<Found> {
    const found: Found = { compared: 0, confirmed: 0, missing: 0, different: 0, stale: 0, problem: null };
    try {
      await this.compare(agencyCode, now, found);
    } catch (error) {
      found.problem = (error instanceof Error ? error.message : String(error)).slice(0, 500);
    }
    const stale = await this.repository.listStale(agencyCode, this.env.HANDOVER_STALE_SECONDS, PAGE);
    for (const id of stale) await this.carryAgain(id, ['waiting', 'sent'], now);
    return { ...found, stale: stale.length };
  }

  /** The last week, page by page; an agency whose books are our own has nothing to compare. */
  private async compare(agencyCode: string, now: Date, found: Found): Promise<void> {
    const from = new Date(now.getTime() - BOOK_DAYS * 86_400_000);
    for (let after = idAt(new Date(from.getTime() - SKEW_MS)); ;) {
      const own = await this.repository.listForBooks(agencyCode, { from, after, limit: PAGE });
      if (own.length === 0) return;
      const handoverIds = own.map(({ id }) => id);
      const options = { agencyCode, timeoutMs: BOOKS_TIMEOUT_MS };
      const books = await this.bus.request('agency.*.books', { handoverIds }, options);
      if (!books.kept) return;
      const differences = compareBooks(own, books.entries);
      found.compared += own.length;
      found.confirmed += differences.arrived.length;
      found.missing += differences.missing.length;
      found.different += differences.different.length;
      await this.repair(agencyCode, differences, now);
      after = handoverIds.at(-1) ?? after;
    }
  }

  private async repair(
    agencyCode: string,
    { arrived, missing, different }: Differences,
    now: Date,
  ): Promise<void> {
    for (const { handoverId, digest } of arrived)
      await this.ledger.report(
        agencyCode,
        { handoverId, step: 'delivered', ...(digest ? { digest } : {}) },
        now,
      );
    for (const id of [...missing, ...different]) await this.carryAgain(id, ['delivered'], now);
  }

  private carryAgain(id: string, states: string[], now: Date): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const row = await this.repository.lock(tx, id);
      if (row && states.includes(row.state)) await this.ledger.carryAgain(tx, row, {}, now);
    });
  }
}

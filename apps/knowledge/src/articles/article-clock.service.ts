import { Injectable } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { SearchIndexService } from '../search/search-index.service';
import { clockSteps, dueAt, type ClockStep } from './article-clock';
import { HistoryRepository } from './history.repository';
import { VersionsRepository, type NewStatus, type TimedRow } from './versions.repository';

/** Articles per transaction: few enough that editors hardly wait. */
const BATCH = 200;

/** Does what has come due: in one transaction with its record, so that it happens once. */
@Injectable()
export class ArticleClock {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: VersionsRepository,
    private readonly history: HistoryRepository,
    private readonly search: SearchIndexService,
  ) {}

  /** Returns how many articles had something due that nobody else was at. */
  settleDue(now: Date): Promise<number> {
    return this.unitOfWork.run(async (tx) => {
      const ids = await this.versions.lockDue(tx, now, BATCH);
      return ids.length > 0 ? this.settle(tx, ids, now, false) : 0;
    });
  }

  /**
   * As `settleDue`, each article by itself, so that one that cannot be moved holds up no other; returns those that could
   * not, with what went wrong.
   */
  async settleEach(now: Date): Promise<Map<string, unknown>> {
    const failed = new Map<string, unknown>();
    for (const id of await this.versions.findDue(now, BATCH)) {
      const settling = this.unitOfWork.run(async (tx) => {
        await this.versions.lock(tx, [id]);
        await this.settle(tx, [id], now, false);
      });
      await settling.catch((error: unknown) => failed.set(id, error));
    }
    return failed;
  }

  /** Brings locked articles up to date after their versions have changed; returns how many the clock has moved. */
  async settle(tx: Transaction, ids: readonly string[], now: Date, byPerson: boolean): Promise<number> {
    const byArticle = Map.groupBy(await this.versions.timed(tx, ids), ({ articleId }) => articleId);
    const moved = [...byArticle].flatMap(([articleId, versions]) => {
      const steps = clockSteps(versions, now);
      return steps.length > 0 ? [{ articleId, versions, steps }] : [];
    });
    await this.versions.setStatuses(
      tx,
      moved.flatMap(({ versions, steps }) => statusesAfter(versions, steps)),
    );
    await this.history.add(
      tx,
      moved.flatMap(({ articleId, steps }) =>
        steps.map((step) => ({
          ...step,
          articleId,
          actorId: null,
          actorName: null,
          reason: null,
          idempotencyKey: null,
        })),
      ),
    );
    await this.versions.sum(tx, ids, byPerson);
    if (moved.length > 0) {
      await this.search.refresh(
        tx,
        moved.map(({ articleId }) => articleId),
      );
    }
    return moved.length;
  }
}

/** Where each version that was moved has come to. */
function statusesAfter(versions: readonly TimedRow[], steps: readonly ClockStep[]): NewStatus[] {
  return versions.flatMap((version) => {
    const own = steps.filter((step) => step.version === version.version);
    const status = own.at(-1)?.to;
    if (!status) return [];
    const tookEffectAt = own.find(({ to }) => to === 'effective')?.at ?? null;
    const { articleId, version: number } = version;
    return [{ articleId, version: number, status, tookEffectAt, dueAt: dueAt({ ...version, status }) }];
  });
}

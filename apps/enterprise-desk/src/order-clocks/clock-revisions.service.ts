import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  AppError,
  type ClockAlteration,
  type ClockRevisionView,
  type ListClockAlterations,
  type Page,
} from '#contracts';
import { decodeIdCursor, pageSize, toPage, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { TimersService } from '../timers/timers.service';
import type { ClockRevision } from './clock-revision.entity';
import { ClockRevisionsRepository } from './clock-revisions.repository';
import { RevisionBatch } from './revision-batch';

const BATCH = 500;

/** Carries a change of calendar or policy to the clocks that run, batch by batch, across desks and restarts. */
@Injectable()
export class ClockRevisions implements OnModuleInit {
  constructor(
    private readonly repository: ClockRevisionsRepository,
    private readonly batch: RevisionBatch,
    private readonly timers: TimersService,
    private readonly outbox: Outbox,
  ) {}

  onModuleInit(): void {
    this.timers.on('clock-revision', (tx, id, now) => this.proceed(tx, id, now));
  }

  /** @param of the year, or the version of the policy. Returns the id of the revision. */
  async start(tx: Transaction, cause: ClockRevision['cause'], of: number, now: Date): Promise<string> {
    const id = uuidv7();
    const counts = { examined: 0, altered: 0, afterClock: null, finishedAt: null };
    await this.repository.add(tx, { id, cause, of, startedAt: now, ...counts });
    await this.timers.set(tx, 'clock-revision', id, now);
    return id;
  }

  /** @throws AppError NOT_FOUND */
  async get(id: string): Promise<ClockRevisionView> {
    const revision = await this.repository.find(id);
    if (!revision) throw new AppError('NOT_FOUND', 'No such revision of clocks.');
    const { cause, of, examined, altered, startedAt, finishedAt } = revision;
    return {
      id,
      cause,
      of,
      examined,
      altered,
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    };
  }

  async alterations({
    revisionId,
    cursor,
    limit: asked,
  }: ListClockAlterations): Promise<Page<ClockAlteration>> {
    const after = decodeIdCursor(cursor);
    const limit = pageSize(asked);
    const rows = await this.repository.listAlterations(revisionId, after, limit + 1);
    return toPage(
      rows,
      limit,
      ({ clockId }) => [clockId],
      ({ clockId, orderId, kind, agencyCode, oldDueAt, newDueAt, provisional }) => ({
        clockId,
        orderId,
        kind,
        agencyCode,
        oldDueAt: oldDueAt.toISOString(),
        newDueAt: newDueAt.toISOString(),
        provisional,
      }),
    );
  }

  private async proceed(tx: Transaction, id: string, now: Date): Promise<void> {
    const revision = await this.repository.find(id, tx);
    if (!revision || revision.finishedAt) return;
    const done = await this.batch.run(tx, revision, BATCH, now);
    await this.repository.addAlterations(tx, done.alterations);
    const next: ClockRevision = {
      ...revision,
      afterClock: done.last ?? revision.afterClock,
      examined: revision.examined + done.examined,
      altered: revision.altered + done.alterations.length,
      finishedAt: done.examined < BATCH ? now : null,
    };
    await this.repository.update(tx, next);
    if (next.finishedAt) {
      const { cause, altered } = next;
      await this.outbox.add(tx, 'desk.evt.clocks.revised', { revisionId: id, cause, altered });
    } else {
      await this.timers.set(tx, 'clock-revision', id, now);
    }
  }
}

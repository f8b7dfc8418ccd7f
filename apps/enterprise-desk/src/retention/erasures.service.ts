import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ErasePersonalData,
  type Identity,
  type ListPersonalErasures,
  type Page,
  type PersonalErasureView,
} from '#contracts';
import { decodeIdCursor, pageSize, toPage, UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { DueRepository, type OpenMatters } from './due.repository';
import { ErasuresRepository } from './erasures.repository';
import { ForgettingService } from './forgetting.service';
import type { PersonalErasure } from './personal-erasure.entity';

const AT_ONCE = 20;

/** Erases personal data on request, and records who did it and why. */
@Injectable()
export class ErasuresService {
  constructor(
    private readonly repository: ErasuresRepository,
    private readonly due: DueRepository,
    private readonly forgetting: ForgettingService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * In several transactions, the record with the last: what was cut off goes on when it is sent again.
   * @throws AppError NOT_FOUND; INVALID_STATE while something of the subject is open; CONFLICT for a used key.
   */
  async erase(
    { partyId: actorId, name: actorName }: Identity,
    request: ErasePersonalData,
    now = new Date(),
  ): Promise<PersonalErasureView> {
    const done = await this.repository.findByKey(actorId, request.idempotencyKey);
    if (done) return viewOf(sameAs(done, request));
    const { subject, subjectId, reason, idempotencyKey } = request;
    await this.unitOfWork.run((tx) => this.requireClosed(tx, request));
    const counts = { conversations: 0, orders: 0 };
    if (subject === 'representative') {
      counts.orders = await this.batches(
        (tx) => this.due.ordersOfRepresentative(tx, subjectId, AT_ONCE),
        (tx, ids) => this.forgetting.orders(tx, ids, now),
      );
      counts.conversations = await this.batches(
        (tx) => this.due.conversationsOfRepresentative(tx, subjectId, AT_ONCE),
        (tx, ids) => this.forgetting.conversations(tx, ids, now),
      );
    } else counts.orders = 1;
    await this.unitOfWork.run(async (tx) => {
      await this.requireClosed(tx, request);
      if (subject === 'order') await this.forgetting.orders(tx, [subjectId], now);
      else await this.forgetting.representatives(tx, [subjectId], now);
      const erased = {
        id: uuidv7(),
        at: now,
        subject,
        subjectId,
        actorId,
        actorName,
        reason,
        idempotencyKey,
      };
      await this.repository.add(tx, { ...erased, ...counts });
    });
    const recorded = await this.repository.findByKey(actorId, idempotencyKey);
    if (!recorded) throw new Error('The erasure was not recorded.');
    return viewOf(sameAs(recorded, request));
  }

  async list({ subjectId, cursor, limit }: ListPersonalErasures): Promise<Page<PersonalErasureView>> {
    const size = pageSize(limit);
    const rows = await this.repository.list(subjectId, decodeIdCursor(cursor), size + 1);
    return toPage(rows, size, ({ id }) => [id], viewOf);
  }

  private async requireClosed(tx: Transaction, { subject, subjectId }: ErasePersonalData): Promise<void> {
    const open: OpenMatters | undefined =
      subject === 'order'
        ? await this.due.openOfOrder(tx, subjectId)
        : await this.due.openOfRepresentative(tx, subjectId);
    if (!open) throw new AppError('NOT_FOUND', `No such ${subject}.`);
    if (open.conversations + open.orders > 0)
      throw new AppError('INVALID_STATE', 'Something of it is still open; close it first.', { ...open });
  }

  /** Each in a transaction of its own, until there is nothing more; returns how many there were. */
  private async batches(
    take: (tx: Transaction) => Promise<string[]>,
    forget: (tx: Transaction, ids: readonly string[]) => Promise<void>,
  ): Promise<number> {
    for (let count = 0; ;) {
      const ids = await this.unitOfWork.run(async (tx) => {
        const taken = await take(tx);
        await forget(tx, taken);
        return taken;
      });
      count += ids.length;
      if (ids.length < AT_ONCE) return count;
    }
  }
}

function sameAs(done: PersonalErasure, { subject, subjectId }: ErasePersonalData): PersonalErasure {
  if (done.subject === subject && done.subjectId === subjectId) return done;
  throw new AppError('CONFLICT', 'The idempotency key was used for another erasure.');
}

const viewOf = ({ idempotencyKey: _key, at, ...row }: PersonalErasure): PersonalErasureView => ({
  ...row,
  at: at.toISOString(),
});

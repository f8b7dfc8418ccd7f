import { Injectable } from '@nestjs/common';
import type { ListFollowUps } from '#contracts';
import { insertRows, type Transaction } from '#database';
import { DataSource, type EntityManager } from 'typeorm';
import { FollowUp } from './follow-up.entity';

export interface Reader {
  id: string;
  oversees: boolean;
}

/** Who is named sees a confidential order. */
const NAMED = '(SELECT FROM order_viewers v WHERE v.order_id = f.order_id AND v.staff_id = :me)';

@Injectable()
export class FollowUpsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, followUps: readonly FollowUp[]): Promise<void> {
    await insertRows(tx, FollowUp, followUps);
  }

  find(id: string, manager: EntityManager = this.dataSource.manager): Promise<FollowUp | null> {
    return manager.findOneBy(FollowUp, { id });
  }

  findByToken(tokenHash: string): Promise<FollowUp | null> {
    return this.dataSource.manager.findOneBy(FollowUp, { tokenHash });
  }

  /** Whoever is first has it; false when somebody else has. */
  async claim(
    tx: Transaction,
    id: string,
    by: { id: string; name: string },
    now: Date,
    until: Date,
  ): Promise<boolean> {
    const { affected } = await tx
      .createQueryBuilder()
      .update(FollowUp)
      .set({ claimedBy: by.id, claimedByName: by.name, claimedUntil: until })
      .where('id = :id AND closed_at IS NULL', { id })
      .andWhere('(claimed_by IS NULL OR claimed_by = :by OR claimed_until <= :now)', { by: by.id, now })
      .execute();
    return affected === 1;
  }

  async release(tx: Transaction, id: string, by: string): Promise<void> {
    const nobody = { claimedBy: null, claimedByName: null, claimedUntil: null };
    await tx.update(FollowUp, { id, claimedBy: by }, nobody);
  }

  async update(tx: Transaction, id: string, patch: Partial<FollowUp>): Promise<void> {
    await tx.update(FollowUp, id, patch);
  }

  async close(tx: Transaction, closed: readonly { orderId: string; at: Date }[]): Promise<void> {
    if (closed.length === 0) return;
    await tx.query(
      `UPDATE follow_ups f SET closed_at = given.at
         FROM unnest($1::uuid[], $2::timestamptz[]) AS given (order_id, at)
        WHERE f.order_id = given.order_id AND f.closed_at IS NULL`,
      [closed.map(({ orderId }) => orderId), closed.map(({ at }) => at.toISOString())],
    );
  }

  async setConfidential(tx: Transaction, orderId: string, confidential: boolean): Promise<void> {
    await tx.update(FollowUp, { orderId }, { confidential });
  }

  /** `to-do` and `mine` the oldest first, `answered` the newest. */
  list(
    scope: ListFollowUps['scope'],
    reader: Reader,
    after: [Date, string] | undefined,
    limit: number,
  ): Promise<FollowUp[]> {
    const query = this.dataSource.manager.createQueryBuilder(FollowUp, 'f').limit(limit);
    const [column, direction] =
      scope === 'answered' ? (['f.answeredAt', 'DESC'] as const) : (['f.openedAt', 'ASC'] as const);
    query.orderBy(column, direction).addOrderBy('f.id', direction);
    if (scope === 'answered') query.where('f.answeredAt IS NOT NULL');
    else query.where('f.closedAt IS NULL');
    if (scope === 'mine') query.andWhere('f.claimedBy = :me AND f.claimedUntil > now()');
    if (scope === 'to-do')
      query
        .andWhere('(f.handlerId IS NULL OR f.handlerId <> :me)')
        .andWhere('(f.claimedBy IS NULL OR f.claimedBy = :me OR f.claimedUntil <= now())');
    if (!reader.oversees) query.andWhere(`(NOT f.confidential OR EXISTS ${NAMED})`);
    if (after)
      query.andWhere(`(${column}, f.id) ${direction === 'ASC' ? '>' : '<'} (:at, :id)`, {
        at: after[0],
        id: after[1],
      });
    return query.setParameter('me', reader.id).getMany();
  }
}

import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { ClockAlterationRow } from './clock-alteration.entity';
import { ClockRevision } from './clock-revision.entity';

@Injectable()
export class ClockRevisionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, revision: ClockRevision): Promise<void> {
    await tx.insert(ClockRevision, revision);
  }

  find(id: string, tx?: Transaction): Promise<ClockRevision | null> {
    return (tx ?? this.dataSource.manager).findOneBy(ClockRevision, { id });
  }

  async update(tx: Transaction, { id, ...patch }: ClockRevision): Promise<void> {
    await tx.update(ClockRevision, id, patch);
  }

  async addAlterations(tx: Transaction, rows: readonly ClockAlterationRow[]): Promise<void> {
    if (rows.length > 0)
      await tx
        .createQueryBuilder()
        .insert()
        .into(ClockAlterationRow)
        .values([...rows])
        .orIgnore()
        .execute();
  }

  listAlterations(
    revisionId: string,
    after: string | undefined,
    limit: number,
  ): Promise<ClockAlterationRow[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(ClockAlterationRow, 'a')
      .where('a.revisionId = :revisionId', { revisionId })
      .orderBy('a.clockId', 'ASC')
      .limit(limit);
    if (after) query.andWhere('a.clockId > :after', { after });
    return query.getMany();
  }
}

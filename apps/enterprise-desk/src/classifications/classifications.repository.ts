import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource, In, IsNull, MoreThan, type FindOptionsWhere } from 'typeorm';
import { Classification } from './classification.entity';

@Injectable()
export class ClassificationsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Whether it is in the tree now. */
  exists(code: string): Promise<boolean> {
    return this.dataSource.manager.existsBy(Classification, { code, retiredAt: IsNull() });
  }

  /** Children of `parentCode`, or the roots, in the order of their codes. */
  list(parentCode: string | undefined, after: string | undefined, limit: number): Promise<Classification[]> {
    const where: FindOptionsWhere<Classification> = {
      parentCode: parentCode ?? IsNull(),
      retiredAt: IsNull(),
      ...(after === undefined ? {} : { code: MoreThan(after) }),
    };
    return this.dataSource.manager.find(Classification, { where, order: { code: 'ASC' }, take: limit });
  }

  /** Every node there has ever been, under a lock that keeps other imports waiting. */
  async lockAll(tx: Transaction): Promise<Classification[]> {
    await tx.query('LOCK TABLE classifications IN SHARE ROW EXCLUSIVE MODE');
    return tx.find(Classification);
  }

  async save(tx: Transaction, nodes: readonly Classification[]): Promise<void> {
    if (nodes.length > 0) await tx.upsert(Classification, [...nodes], ['code']);
  }

  async retire(tx: Transaction, codes: readonly string[], now: Date): Promise<void> {
    if (codes.length > 0) await tx.update(Classification, { code: In([...codes]) }, { retiredAt: now });
  }
}

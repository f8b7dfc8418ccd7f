import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { AgencyKey } from './agency-key.entity';

@Injectable()
export class AgencyKeysRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, key: AgencyKey): Promise<void> {
    await tx.insert(AgencyKey, key);
  }

  async update(tx: Transaction, id: string, patch: Partial<AgencyKey>): Promise<void> {
    await tx.update(AgencyKey, { id }, patch);
  }

  lock(tx: Transaction, id: string): Promise<AgencyKey | null> {
    return tx.findOne(AgencyKey, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  findByHash(hash: string): Promise<AgencyKey | null> {
    return this.dataSource.manager.findOneBy(AgencyKey, { hash });
  }

  /** The newest first. */
  list(agencyCode: string | undefined, before: string | undefined, limit: number): Promise<AgencyKey[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(AgencyKey, 'k')
      .orderBy('k.id', 'DESC')
      .limit(limit);
    if (agencyCode) query.andWhere('k.agencyCode = :agencyCode', { agencyCode });
    if (before) query.andWhere('k.id < :before', { before });
    return query.getMany();
  }
}

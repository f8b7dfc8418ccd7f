import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { ClockPolicyRow } from './clock-policy.entity';

@Injectable()
export class ClockPoliciesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async latestVersion(manager: EntityManager = this.dataSource.manager): Promise<number> {
    return (await manager.maximum(ClockPolicyRow, 'version')) ?? 0;
  }

  find(version: number, manager: EntityManager = this.dataSource.manager): Promise<ClockPolicyRow | null> {
    return manager.findOneBy(ClockPolicyRow, { version });
  }

  async add(tx: Transaction, row: ClockPolicyRow): Promise<void> {
    await tx.insert(ClockPolicyRow, row);
  }

  /** Newest first. */
  list(before: number | undefined, limit: number): Promise<ClockPolicyRow[]> {
    return this.dataSource.manager.find(ClockPolicyRow, {
      where: before === undefined ? {} : { version: LessThan(before) },
      order: { version: 'DESC' },
      take: limit,
    });
  }
}

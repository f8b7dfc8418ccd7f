import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource, IsNull, MoreThan, Not } from 'typeorm';
import { Session } from './session.entity';

@Injectable()
export class SessionsRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, session: Omit<Session, 'createdAt' | 'endedAt'>): Promise<void> {
    await tx.insert(Session, session);
  }

  async end(tx: Transaction, id: string, now: Date): Promise<void> {
    await tx.update(Session, { id, endedAt: IsNull() }, { endedAt: now });
  }

  /** Sessions that were ended but whose tokens have not expired yet. */
  listEnded(now: Date): Promise<Session[]> {
    return this.dataSource.manager.find(Session, {
      where: { endedAt: Not(IsNull()), expiresAt: MoreThan(now) },
      take: 10_000,
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { PersonalErasure } from './personal-erasure.entity';

@Injectable()
export class ErasuresRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, erasure: PersonalErasure): Promise<void> {
    await tx.createQueryBuilder().insert().into(PersonalErasure).values(erasure).orIgnore().execute();
  }

  findByKey(actorId: string, idempotencyKey: string): Promise<PersonalErasure | null> {
    return this.dataSource.manager.findOneBy(PersonalErasure, { actorId, idempotencyKey });
  }

  /** Newest first. */
  list(subjectId: string | undefined, before: string | undefined, limit: number): Promise<PersonalErasure[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(PersonalErasure, 'e')
      .orderBy('e.id', 'DESC')
      .limit(limit);
    if (subjectId) query.andWhere('e.subjectId = :subjectId', { subjectId });
    if (before) query.andWhere('e.id < :before', { before });
    return query.getMany();
  }
}

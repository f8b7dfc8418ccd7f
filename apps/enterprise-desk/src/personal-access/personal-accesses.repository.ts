import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { PersonalAccess } from './personal-access.entity';

@Injectable()
export class PersonalAccessesRepository {
  constructor(private readonly dataSource: DataSource) {}

  async add(tx: Transaction, access: PersonalAccess): Promise<void> {
    await tx.insert(PersonalAccess, access);
  }

  /** Newest first. */
  list(
    { subjectId, actorId }: { subjectId?: string | undefined; actorId?: string | undefined },
    before: string | undefined,
    limit: number,
  ): Promise<PersonalAccess[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(PersonalAccess, 'a')
      .orderBy('a.id', 'DESC')
      .limit(limit);
    if (subjectId) query.andWhere('a.subjectId = :subjectId', { subjectId });
    if (actorId) query.andWhere('a.actorId = :actorId', { actorId });
    if (before) query.andWhere('a.id < :before', { before });
    return query.getMany();
  }
}

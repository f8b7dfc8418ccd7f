import { Injectable } from '@nestjs/common';
import type { ListDispatchEntries } from '#contracts';
import type { Transaction } from '#database';
import { DataSource, In, LessThan } from 'typeorm';
import { ANY, type Concern } from './choose-entry';
import { DispatchEntry } from './dispatch-entry.entity';

@Injectable()
export class DispatchDirectoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Confirmed entries that may fit: at most the versions of eight. */
  candidates({ matterCode, district, kind }: Concern, tx?: Transaction): Promise<DispatchEntry[]> {
    return (tx ?? this.dataSource.manager).findBy(DispatchEntry, {
      matterCode: In([matterCode, ANY]),
      district: In([district, ANY]),
      kind: In([kind, ANY]),
      state: 'confirmed',
    });
  }

  /** Other changes of the directory wait until `tx` ends. */
  async nextVersion(
    tx: Transaction,
    key: { matterCode: string; district: string; kind: string },
  ): Promise<number> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [
      `${key.matterCode} ${key.district} ${key.kind}`,
    ]);
    return ((await tx.maximum(DispatchEntry, 'version', key)) ?? 0) + 1;
  }

  lock(tx: Transaction, id: string): Promise<DispatchEntry | null> {
    return tx.findOne(DispatchEntry, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  async save(tx: Transaction, entry: DispatchEntry): Promise<void> {
    await tx.save(DispatchEntry, entry);
  }

  /** Newest first. */
  list(
    { matterCode, agencyCode, state }: ListDispatchEntries,
    after: string | undefined,
    limit: number,
  ): Promise<DispatchEntry[]> {
    return this.dataSource.manager.find(DispatchEntry, {
      where: {
        ...(matterCode === undefined ? {} : { matterCode }),
        ...(agencyCode === undefined ? {} : { agencyCode }),
        ...(state === undefined ? {} : { state }),
        ...(after === undefined ? {} : { id: LessThan(after) }),
      },
      order: { id: 'DESC' },
      take: limit,
    });
  }
}

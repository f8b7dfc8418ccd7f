import { Injectable } from '@nestjs/common';
import type { ListDispatchEntries } from '#contracts';
import { readRows, type Transaction } from '#database';
import { DataSource, LessThan } from 'typeorm';
import { namedOrOpen } from '../work-orders/order-list-query';
import { ANY, type Concern } from './choose-entry';
import { DispatchEntry } from './dispatch-entry.entity';

@Injectable()
export class DispatchDirectoryRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Confirmed entries that may fit one of the concerns. */
  candidates(tx: Transaction, concerns: readonly Concern[]): Promise<DispatchEntry[]> {
    const orAny = (named: string[]): string[] => [...new Set([...named, ANY])];
    return readRows(
      tx,
      DispatchEntry,
      `WHERE c.matter_code = ANY($1) AND c.district = ANY($2) AND c.kind = ANY($3) AND c.state = 'confirmed'`,
      [
        orAny(concerns.map(({ matterCode }) => matterCode)),
        orAny(concerns.map(({ district }) => district)),
        orAny(concerns.map(({ kind }) => kind)),
      ],
    );
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

  /** Those of the orders that are confidential and do not name the member of staff. */
  async hiddenOrders(orderIds: readonly string[], staffId: string): Promise<Set<string>> {
    if (orderIds.length === 0) return new Set();
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT w.id FROM work_orders w WHERE w.id = ANY($1) AND NOT ${namedOrOpen('$2')}`,
      [orderIds, staffId],
    );
    return new Set(rows.map(({ id }) => id));
  }

  findByKey(tx: Transaction, createdById: string, idempotencyKey: string): Promise<DispatchEntry | null> {
    return tx.findOneBy(DispatchEntry, { createdById, idempotencyKey });
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

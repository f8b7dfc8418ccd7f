import { Injectable } from '@nestjs/common';
import type { OrderLight } from '#contracts';
import { insertRows, readRows, upsertRows, type Transaction } from '#database';
import { DataSource, type EntityManager } from 'typeorm';
import { OrderClock } from './order-clock.entity';
import { OrderSupervision } from './order-supervision.entity';

interface RunningFilter {
  light?: OrderLight | undefined;
  agencyCode?: string | undefined;
}

export type DueKey = [at: Date, id: string];

@Injectable()
export class OrderClocksRepository {
  constructor(private readonly dataSource: DataSource) {}

  ofOrders(manager: EntityManager | undefined, orderIds: readonly string[]): Promise<OrderClock[]> {
    return readRows(
      manager ?? this.dataSource.manager,
      OrderClock,
      'WHERE c.order_id = ANY($1) ORDER BY c.started_at, c.id',
      [orderIds],
    );
  }

  async orderIdsOf(tx: Transaction, clockIds: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      'SELECT DISTINCT order_id AS id FROM order_clocks WHERE id = ANY($1)',
      [clockIds],
    );
    return rows.map(({ id }) => id);
  }

  byIds(tx: Transaction, ids: readonly string[]): Promise<OrderClock[]> {
    return readRows(tx, OrderClock, 'WHERE c.id = ANY($1) ORDER BY c.id', [ids]);
  }

  /** The next running clocks, order by order. */
  runningAfter(tx: Transaction, after: string | null, limit: number): Promise<OrderClock[]> {
    const place = '(c.order_id, c.agency_code, c.kind)';
    const behind = after
      ? `AND ${place} > (SELECT order_id, agency_code, kind FROM order_clocks WHERE id = $2)`
      : '';
    return readRows(
      tx,
      OrderClock,
      `WHERE c.ended_at IS NULL ${behind} ORDER BY c.order_id, c.agency_code, c.kind LIMIT $1`,
      after ? [limit, after] : [limit],
    );
  }

  /** Inserts or replaces, in one statement. */
  save(tx: Transaction, clocks: readonly OrderClock[]): Promise<void> {
    return upsertRows(tx, OrderClock, clocks);
  }

  /** Only what a signal changes. */
  async light(tx: Transaction, clocks: readonly Pick<OrderClock, 'id' | 'light' | 'level'>[]): Promise<void> {
    await tx.query(
      `UPDATE order_clocks c SET light = given.light, level = given.level
         FROM unnest($1::uuid[], $2::text[], $3::int[]) AS given (id, light, level) WHERE c.id = given.id`,
      [clocks.map(({ id }) => id), clocks.map(({ light }) => light), clocks.map(({ level }) => level)],
    );
  }

  async addSupervisions(tx: Transaction, rows: readonly OrderSupervision[]): Promise<void> {
    await insertRows(tx, OrderSupervision, rows);
  }

  listRunning(
    { light, agencyCode }: RunningFilter,
    after: DueKey | undefined,
    limit: number,
  ): Promise<OrderClock[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(OrderClock, 'c')
      .where('c.endedAt IS NULL')
      .orderBy('c.dueAt', 'ASC')
      .addOrderBy('c.id', 'ASC')
      .limit(limit);
    if (light) query.andWhere('c.light = :light', { light });
    if (agencyCode) query.andWhere('c.agencyCode = :agencyCode', { agencyCode });
    if (after) query.andWhere('(c.dueAt, c.id) > (:at, :id)', { at: after[0], id: after[1] });
    return query.getMany();
  }

  listSupervisions(
    orderId: string | undefined,
    before: DueKey | undefined,
    limit: number,
  ): Promise<OrderSupervision[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(OrderSupervision, 's')
      .orderBy('s.at', 'DESC')
      .addOrderBy('s.id', 'DESC')
      .limit(limit);
    if (orderId) query.andWhere('s.orderId = :orderId', { orderId });
    if (before) query.andWhere('(s.at, s.id) < (:at, :id)', { at: before[0], id: before[1] });
    return query.getMany();
  }
}

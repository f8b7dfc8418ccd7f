import { Injectable } from '@nestjs/common';
import type { ListWorkOrders } from '#contracts';
import { Pool, type Transaction } from '#database';
import { DataSource, In, type EntityManager, type QueryDeepPartialEntity } from 'typeorm';
import { namedOrOpen, orderListQuery, type OrderScope } from './order-list-query';
import { OrderAgency } from './order-agency.entity';
import { OrderHistoryRow } from './order-history.entity';
import { OrderViewer } from './order-viewer.entity';
import { WorkOrder } from './work-order.entity';

/** The one place that speaks SQL for orders, their agencies, viewers and numbers. */
@Injectable()
export class WorkOrdersRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  find(id: string, tx?: Transaction): Promise<WorkOrder | null> {
    return this.in(tx).findOneBy(WorkOrder, { id });
  }

  /** Under its lock until `tx` ends. */
  lock(tx: Transaction, id: string): Promise<WorkOrder | null> {
    return tx.findOne(WorkOrder, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  async add(tx: Transaction, order: WorkOrder): Promise<void> {
    await tx.insert(WorkOrder, order);
  }

  async update(tx: Transaction, id: string, patch: Partial<WorkOrder>): Promise<void> {
    await tx.update(WorkOrder, id, patch);
  }

  async saveAgencies(tx: Transaction, rows: readonly OrderAgency[]): Promise<void> {
    if (rows.length > 0) await tx.upsert(OrderAgency, [...rows], ['orderId', 'agencyCode']);
  }

  agenciesOf(orderIds: readonly string[], tx?: Transaction): Promise<OrderAgency[]> {
    return this.in(tx).find(OrderAgency, {
      where: { orderId: In([...orderIds]) },
      order: { agencyCode: 'ASC' },
    });
  }

  async addViewers(tx: Transaction, orderId: string, staffIds: readonly string[]): Promise<void> {
    if (staffIds.length === 0) return;
    const rows = staffIds.map((staffId) => ({ orderId, staffId }));
    await tx.createQueryBuilder().insert().into(OrderViewer).values(rows).orIgnore().execute();
  }

  /** These, or all of them. */
  async removeViewers(tx: Transaction, orderId: string, staffIds?: readonly string[]): Promise<void> {
    await tx.delete(OrderViewer, { orderId, ...(staffIds ? { staffId: In([...staffIds]) } : {}) });
  }

  isViewer(orderId: string, staffId: string, tx?: Transaction): Promise<boolean> {
    return this.in(tx).existsBy(OrderViewer, { orderId, staffId });
  }

  async viewersOf(orderId: string, tx: Transaction): Promise<string[]> {
    return (await tx.findBy(OrderViewer, { orderId })).map(({ staffId }) => staffId);
  }

  async addHistory(tx: Transaction, row: OrderHistoryRow): Promise<void> {
    await tx.insert(OrderHistoryRow, row as QueryDeepPartialEntity<OrderHistoryRow>);
  }

  /** What the actor did under this key. */
  findDone(actorKey: string, idempotencyKey: string, tx?: Transaction): Promise<OrderHistoryRow | null> {
    return this.in(tx).findOneBy(OrderHistoryRow, { actorKey, idempotencyKey });
  }

  lastHistory(orderId: string, tx?: Transaction): Promise<OrderHistoryRow | null> {
    return this.in(tx).findOne(OrderHistoryRow, { where: { orderId }, order: { sequence: 'DESC' } });
  }

  history(orderId: string, limit: number): Promise<OrderHistoryRow[]> {
    return this.in().find(OrderHistoryRow, { where: { orderId }, order: { sequence: 'ASC' }, take: limit });
  }

  /** Takes `count` numbers of the day and returns the last one; without `tx` no order waits for another's commit. */
  async takeNumbers(day: string, count: number, tx?: Transaction): Promise<number> {
    const sql = `INSERT INTO order_numbers (day, last) VALUES ($1, $2)
       ON CONFLICT (day) DO UPDATE SET last = order_numbers.last + excluded.last RETURNING last`;
    const values = [day, count];
    const rows = tx
      ? await tx.query<{ last: number }[]>(sql, values)
      : (await this.pool.query<{ last: number }>(sql, values)).rows;
    return rows[0]?.last ?? count;
  }

  /** Open orders of the enterprise about the matter, newest first. */
  async similar(
    { id, enterpriseId, matterCode }: WorkOrder,
    scope: OrderScope,
    limit: number,
  ): Promise<WorkOrder[]> {
    if (!enterpriseId) return [];
    const query = this.dataSource.manager
      .createQueryBuilder(WorkOrder, 'w')
      .where('w.enterpriseId = :enterpriseId AND w.matterCode = :matterCode AND w.id <> :id', {
        enterpriseId,
        matterCode,
        id,
      })
      .andWhere(`w.status IN ('draft', 'dispatched', 'signed', 'in-progress')`)
      .orderBy('w.id', 'DESC')
      .limit(limit);
    const [visible, values] = seenBy(scope);
    return query.andWhere(visible, values).getMany();
  }

  /** Newest first. */
  async list(
    filter: ListWorkOrders,
    scope: OrderScope,
    after: string | undefined,
    limit: number,
  ): Promise<WorkOrder[]> {
    const { rows } = await this.pool.query<{ id: string }>(orderListQuery(filter, scope, after, limit));
    const orders = await this.in().findBy(WorkOrder, { id: In(rows.map(({ id }) => id)) });
    return orders.sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  private in(tx?: Transaction): EntityManager {
    return tx ?? this.dataSource.manager;
  }
}

const seenBy = ({ viewerId }: OrderScope): [string, Record<string, unknown>] =>
  viewerId ? [namedOrOpen(':viewerId'), { viewerId }] : ['true', {}];

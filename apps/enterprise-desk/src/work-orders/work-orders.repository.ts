import { Injectable } from '@nestjs/common';
import type { ListWorkOrders } from '#contracts';
import { insertRows, Pool, readRows, updateRows, upsertRows, type Transaction } from '#database';
import { DataSource, In, MoreThan, type EntityManager } from 'typeorm';
import { namedOrOpen, orderListQuery, type OrderScope } from './order-list-query';
import { OrderAgency } from './order-agency.entity';
import { OrderHistoryRow } from './order-history.entity';
import { OrderViewer } from './order-viewer.entity';
import { OPEN_ORDER_STATUSES } from './work-order-status';
import { CHANGED_BY_ACTIONS, WorkOrder } from './work-order.entity';

export type DoneKey = Pick<OrderHistoryRow, 'actorKey'> & { idempotencyKey: string };

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

  /** Under their locks until `tx` ends; taken in one order, so that two who lock several do not wait for each other. */
  lock(tx: Transaction, ids: readonly string[]): Promise<WorkOrder[]> {
    return readRows(tx, WorkOrder, 'WHERE c.id = ANY($1) ORDER BY c.id FOR NO KEY UPDATE', [ids]);
  }

  async add(tx: Transaction, orders: readonly WorkOrder[]): Promise<void> {
    await insertRows(tx, WorkOrder, orders);
  }

  /** What actions change of orders. */
  async save(tx: Transaction, orders: readonly WorkOrder[]): Promise<void> {
    await updateRows(tx, WorkOrder, orders, CHANGED_BY_ACTIONS);
  }

  async setPhone(tx: Transaction, id: string, phoneEncrypted: string): Promise<void> {
    await tx.update(WorkOrder, id, { phoneEncrypted });
  }

  saveAgencies(tx: Transaction, rows: readonly OrderAgency[]): Promise<void> {
    return upsertRows(tx, OrderAgency, rows);
  }

  agenciesOf(orderIds: readonly string[], tx?: Transaction): Promise<OrderAgency[]> {
    return readRows(this.in(tx), OrderAgency, 'WHERE c.order_id = ANY($1) ORDER BY c.agency_code', [
      orderIds,
    ]);
  }

  /** Those of the conversations of which an order is open. */
  async openConversations(tx: Transaction, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await tx.query<{ id: string }[]>(
      `SELECT DISTINCT conversation_id AS id FROM work_orders WHERE conversation_id = ANY($1) AND status = ANY($2)`,
      [ids, OPEN_ORDER_STATUSES],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async addViewers(tx: Transaction, rows: readonly OrderViewer[]): Promise<void> {
    await insertRows(tx, OrderViewer, rows, '(order_id, staff_id)');
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

  async addHistory(tx: Transaction, rows: readonly OrderHistoryRow[]): Promise<void> {
    await insertRows(tx, OrderHistoryRow, rows);
  }

  /** Leaves out rows whose idempotency key their actor has used; returns the orders of those that were stored. */
  async addFirstHistory(tx: Transaction, rows: readonly OrderHistoryRow[]): Promise<Set<string>> {
    const key = '(actor_key, idempotency_key) WHERE idempotency_key IS NOT NULL';
    const stored = await insertRows(tx, OrderHistoryRow, rows, key);
    return new Set(stored.flatMap(({ orderId }) => orderId ?? []));
  }

  /** What the actors did under these keys. */
  findDone(keys: readonly DoneKey[], tx?: Transaction): Promise<OrderHistoryRow[]> {
    return readRows(
      this.in(tx),
      OrderHistoryRow,
      `JOIN unnest($1::text[], $2::text[]) AS used (actor, key) ON c.actor_key = actor AND c.idempotency_key = key
        WHERE c.idempotency_key IS NOT NULL`,
      [keys.map(({ actorKey }) => actorKey), keys.map(({ idempotencyKey }) => idempotencyKey)],
    );
  }

  lastHistory(orderId: string, tx?: Transaction): Promise<OrderHistoryRow | null> {
    return this.in(tx).findOne(OrderHistoryRow, { where: { orderId }, order: { sequence: 'DESC' } });
  }

  history(orderId: string, limit: number, after = 0): Promise<OrderHistoryRow[]> {
    const where = { orderId, sequence: MoreThan(after) };
    return this.in().find(OrderHistoryRow, { where, order: { sequence: 'ASC' }, take: limit });
  }

  /** Takes `count` numbers of the day and returns the last one; for good, so that no order waits for another's commit. */
  async takeNumbers(day: string, count: number): Promise<number> {
    const { rows } = await this.pool.query<{ last: number }>(
      `INSERT INTO order_numbers (day, last) VALUES ($1, $2)
       ON CONFLICT (day) DO UPDATE SET last = order_numbers.last + excluded.last RETURNING last`,
      [day, count],
    );
    return rows[0]?.last ?? count;
  }

  /** Open orders of the enterprise about the matter, newest first. */
  async similar(
    { id, enterpriseId, matterCode }: Pick<WorkOrder, 'id' | 'enterpriseId' | 'matterCode'>,
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
    const ids = rows.map(({ id }) => id);
    return readRows(this.in(), WorkOrder, 'WHERE c.id = ANY($1) ORDER BY c.id DESC', [ids]);
  }

  private in(tx?: Transaction): EntityManager {
    return tx ?? this.dataSource.manager;
  }
}

const seenBy = ({ viewerId }: OrderScope): [string, Record<string, unknown>] =>
  viewerId ? [namedOrOpen(':viewerId'), { viewerId }] : ['true', {}];

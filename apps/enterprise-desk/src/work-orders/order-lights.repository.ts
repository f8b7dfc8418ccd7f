import { Injectable } from '@nestjs/common';
import type { OrderLight } from '#contracts';
import type { Transaction } from '#database';
import type { WorkOrder } from './work-order.entity';

/** What the rules for clocks look at. */
export type RuledOrder = Pick<WorkOrder, 'id' | 'kind' | 'urgency' | 'matterCode'>;

@Injectable()
export class OrderLightsRepository {
  async lockFree(tx: Transaction, orderIds: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string }[]>(
      'SELECT id FROM work_orders WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED',
      [orderIds],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async lock(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, RuledOrder>> {
    const rows = await tx.query<RuledOrder[]>(
      `SELECT id, kind, urgency, matter_code AS "matterCode" FROM work_orders
        WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`,
      [orderIds],
    );
    return new Map(rows.map((order) => [order.id, order]));
  }

  async raise(tx: Transaction, lit: readonly { orderId: string; light: OrderLight | null }[]): Promise<void> {
    await tx.query(
      `UPDATE work_orders o SET supervision = given.light
         FROM (SELECT order_id, min(light) AS light FROM unnest($1::uuid[], $2::text[]) AS lit (order_id, light)
                GROUP BY order_id) AS given
        WHERE o.id = given.order_id AND (o.supervision IS NULL OR o.supervision > given.light)`,
      [lit.map(({ orderId }) => orderId), lit.map(({ light }) => light)],
    );
  }

  async dim(tx: Transaction, orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return;
    await tx.query('UPDATE work_orders SET supervision = NULL WHERE id = ANY($1)', [orderIds]);
  }
}

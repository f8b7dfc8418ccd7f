import { Injectable } from '@nestjs/common';
import { storableJson, type Transaction } from '#database';
import type { OrderActed } from '../work-orders/order-listeners';
import type { ClockFacts } from './facts-of-order';

interface Facts {
  order: OrderActed['order'];
  facts?: ClockFacts;
}

const save = (changed: string): string => `
  INSERT INTO order_facts AS f (order_id, created_at, matter_code, agency_code, district, channel, dispatched,
    returned, redone, extended, signed_in_time, contacted, settled_in_time)
  SELECT order_id, created_at, matter_code, agency_code, district, channel, dispatched,
         returned, redone, extended, signed_in_time, contacted, settled_in_time
    FROM json_populate_recordset(NULL::order_facts, $1)
  ON CONFLICT (order_id) DO UPDATE SET
    matter_code = excluded.matter_code, agency_code = excluded.agency_code, district = excluded.district,
    dispatched = f.dispatched OR excluded.dispatched, returned = excluded.returned, redone = excluded.redone,
    extended = f.extended OR excluded.extended${changed}`;

const SAVE = save('');
const SAVE_WITH_CLOCKS = save(
  `, signed_in_time = excluded.signed_in_time, contacted = excluded.contacted, settled_in_time = excluded.settled_in_time`,
);

const rowOf = ({ order, facts }: Facts) => ({
  order_id: order.id,
  created_at: order.createdAt,
  matter_code: order.matterCode,
  agency_code: order.agencyCode,
  district: order.district,
  channel: order.channel,
  dispatched: order.agencyCode !== null,
  returned: order.returns > 0,
  redone: order.redos > 0,
  extended: facts?.extended ?? false,
  signed_in_time: facts?.signedInTime ?? null,
  contacted: facts?.contacted ?? null,
  settled_in_time: facts?.settledInTime ?? null,
});

@Injectable()
export class OrderFactsRepository {
  /** What the order itself says; what its clocks say stays as it is. */
  async save(tx: Transaction, orders: readonly Facts[]): Promise<void> {
    if (orders.length > 0) await tx.query(SAVE, [storableJson(orders.map(rowOf))]);
  }

  async saveWithClocks(tx: Transaction, orders: readonly Required<Facts>[]): Promise<void> {
    if (orders.length > 0) await tx.query(SAVE_WITH_CLOCKS, [storableJson(orders.map(rowOf))]);
  }

  async markLate(tx: Transaction, sign: string[], contact: string[], handling: string[]): Promise<void> {
    await tx.query(
      `UPDATE order_facts SET
         signed_in_time = CASE WHEN order_id = ANY($1::uuid[]) THEN false ELSE signed_in_time END,
         contacted = CASE WHEN order_id = ANY($2::uuid[]) THEN false ELSE contacted END,
         settled_in_time = CASE WHEN order_id = ANY($3::uuid[]) THEN false ELSE settled_in_time END
       WHERE order_id = ANY($1::uuid[] || $2::uuid[] || $3::uuid[])`,
      [sign, contact, handling],
    );
  }

  async answered(tx: Transaction, orderId: string, solved: boolean, satisfied: boolean): Promise<void> {
    await tx.query('UPDATE order_facts SET solved = $2, satisfied = $3 WHERE order_id = $1', [
      orderId,
      solved,
      satisfied,
    ]);
  }
}

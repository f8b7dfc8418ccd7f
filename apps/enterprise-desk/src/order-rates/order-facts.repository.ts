import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import type { OrderActed } from '../work-orders/order-listeners';
import type { ClockFacts } from './facts-of-order';

@Injectable()
export class OrderFactsRepository {
  async save(tx: Transaction, order: OrderActed['order'], clocks: ClockFacts | undefined): Promise<void> {
    await tx.query(
      `INSERT INTO order_facts AS f (order_id, created_at, matter_code, agency_code, district, channel, dispatched,
         returned, redone, extended, signed_in_time, contacted, settled_in_time)
       VALUES ($1, $2, $3, $4::text, $5, $6, $4::text IS NOT NULL, $7, $8, coalesce($9::boolean, false), $10, $11, $12)
       ON CONFLICT (order_id) DO UPDATE SET
         matter_code = excluded.matter_code, agency_code = excluded.agency_code, district = excluded.district,
         dispatched = f.dispatched OR excluded.dispatched, returned = excluded.returned, redone = excluded.redone,
         extended = f.extended OR excluded.extended,
         signed_in_time = CASE WHEN $13::boolean THEN excluded.signed_in_time ELSE f.signed_in_time END,
         contacted = CASE WHEN $13::boolean THEN excluded.contacted ELSE f.contacted END,
         settled_in_time = CASE WHEN $13::boolean THEN excluded.settled_in_time ELSE f.settled_in_time END`,
      [
        order.id,
        order.createdAt,
        order.matterCode,
        order.agencyCode,
        order.district,
        order.channel,
        order.returns > 0,
        order.redos > 0,
        clocks?.extended ?? null,
        clocks?.signedInTime ?? null,
        clocks?.contacted ?? null,
        clocks?.settledInTime ?? null,
        clocks !== undefined,
      ],
    );
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

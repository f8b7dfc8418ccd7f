import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';

@Injectable()
export class GatewayLeasesRepository {
  /** True when the gateway had no lease before. */
  async renew(tx: Transaction, gatewayId: string, waiting: readonly string[]): Promise<boolean> {
    const [row] = await tx.query<{ came: boolean }[]>(
      `INSERT INTO gateway_leases (gateway_id, waiting) VALUES ($1, $2)
       ON CONFLICT (gateway_id) DO UPDATE SET waiting = excluded.waiting RETURNING xmax = 0 AS came`,
      [gatewayId, waiting],
    );
    return row?.came ?? false;
  }

  /** Ends the lease; returns what was waited for there and at no other gateway. */
  async end(tx: Transaction, gatewayId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `WITH gone AS (DELETE FROM gateway_leases WHERE gateway_id = $1 RETURNING waiting)
       SELECT unnest(waiting) AS id FROM gone
       EXCEPT SELECT unnest(waiting) FROM gateway_leases WHERE gateway_id <> $1`,
      [gatewayId],
    );
    return rows.map(({ id }) => id);
  }
}

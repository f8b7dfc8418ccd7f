import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { AgencyDelivery } from './agency-delivery.entity';

/** After the tolerance of the signature's time nothing can be replayed; kept longer for who asks again late. */
const KEEP_DAYS = 30;
const FORGET_AT_ONCE = 100;

@Injectable()
export class AgencyDeliveriesRepository {
  constructor(private readonly dataSource: DataSource) {}

  find(agencyCode: string, deliveryId: string): Promise<AgencyDelivery | null> {
    return this.dataSource.manager.findOneBy(AgencyDelivery, { agencyCode, deliveryId });
  }

  /** Forgets some of the old ones on the way. */
  async add(tx: Transaction, delivery: AgencyDelivery): Promise<void> {
    await tx.createQueryBuilder().insert().into(AgencyDelivery).values(delivery).orIgnore().execute();
    await tx.query(
      `DELETE FROM agency_deliveries WHERE (agency_code, delivery_id) IN (
         SELECT agency_code, delivery_id FROM agency_deliveries
          WHERE received_at < now() - interval '${KEEP_DAYS} days'
          ORDER BY received_at LIMIT ${FORGET_AT_ONCE} FOR UPDATE SKIP LOCKED)`,
    );
  }
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A gateway that lives; it ends when its timer `gateway-lapse` fires. */
@Entity('gateway_leases')
export class GatewayLease {
  @PrimaryColumn('uuid', { name: 'gateway_id' })
  gatewayId!: string;

  /** Conversations in which a business waits that is connected to it. */
  @Column('uuid', { array: true })
  waiting!: string[];
}

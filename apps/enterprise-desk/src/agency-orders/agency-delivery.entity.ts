import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A delivery of an agency's system that has been acted on. */
@Entity('agency_deliveries')
export class AgencyDelivery {
  @PrimaryColumn('text', { name: 'agency_code' })
  agencyCode!: string;

  @PrimaryColumn('text', { name: 'delivery_id' })
  deliveryId!: string;

  @Column('timestamptz', { name: 'signed_at' })
  signedAt!: Date;

  @Column('text')
  digest!: string;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;
}

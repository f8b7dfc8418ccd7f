import type { OrderStatus } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The part that an agency has or had in an order. */
@Entity('order_agencies')
export class OrderAgency {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;

  @PrimaryColumn('text', { name: 'agency_code' })
  agencyCode!: string;

  /** `former` had it and was relieved of it. */
  @Column('text')
  part!: 'lead' | 'co-handler' | 'former';

  @Column('timestamptz', { name: 'signed_at', nullable: true })
  signedAt!: Date | null;

  @Column('timestamptz', { name: 'contacted_at', nullable: true })
  contactedAt!: Date | null;

  @Column('timestamptz', { name: 'replied_at', nullable: true })
  repliedAt!: Date | null;

  /** Unless it leads: the order's status, so that its orders are listed by it through one index. */
  @Column('text', { name: 'order_status', nullable: true })
  orderStatus!: OrderStatus | null;
}

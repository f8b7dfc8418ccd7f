import type { OrderChannel } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the rates count of an order; null while it is not decided. */
@Entity('order_facts')
export class OrderFact {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text', { name: 'agency_code', nullable: true })
  agencyCode!: string | null;

  @Column('text')
  district!: string;

  @Column('text')
  channel!: OrderChannel;

  @Column('boolean')
  dispatched!: boolean;

  @Column('boolean', { name: 'signed_in_time', nullable: true })
  signedInTime!: boolean | null;

  @Column('boolean', { nullable: true })
  contacted!: boolean | null;

  @Column('boolean', { name: 'settled_in_time', nullable: true })
  settledInTime!: boolean | null;

  @Column('boolean')
  returned!: boolean;

  @Column('boolean')
  extended!: boolean;

  @Column('boolean')
  redone!: boolean;

  /** As the last follow-up says. */
  @Column('boolean', { nullable: true })
  solved!: boolean | null;

  @Column('boolean', { nullable: true })
  satisfied!: boolean | null;
}

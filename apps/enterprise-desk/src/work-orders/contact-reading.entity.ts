import type { OrderActorKind } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody has read the phone number of an order, whole; never changed. */
@Entity('order_contact_readings')
export class ContactReading {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: OrderActorKind;

  /** See `actorKey`. */
  @Column('text', { name: 'actor_key' })
  actorKey!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text', { name: 'agency_code', nullable: true })
  agencyCode!: string | null;

  @Column('text')
  reason!: string;
}

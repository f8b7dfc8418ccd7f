import type { OrderActorKind, OrderStatus } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What else is to be known of an action: agencies, grounds, what was looked up; a JSON object. */
export type OrderDetails = Record<string, unknown>;

/** One thing done with an order; never changed. */
@Entity('order_history')
export class OrderHistoryRow {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;

  /** The order's version after it. */
  @PrimaryColumn('integer')
  sequence!: number;

  @Column('timestamptz')
  at!: Date;

  @Column('text', { name: 'actor_kind' })
  actorKind!: OrderActorKind;

  /** Whose idempotency keys are told apart: see `actorKey`. */
  @Column('text', { name: 'actor_key' })
  actorKey!: string;

  @Column('text', { name: 'actor_name' })
  actorName!: string;

  @Column('text', { name: 'agency_code', nullable: true })
  agencyCode!: string | null;

  @Column('text')
  action!: string;

  /** Of the order after it. */
  @Column('text')
  status!: OrderStatus;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  text!: string | null;

  @Column('jsonb')
  details!: OrderDetails;

  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;
}

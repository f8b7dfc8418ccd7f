import type { ClockHours, OrderClockKind, OrderLight } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { WorkingTime } from '../clocks/working-time';
import type { ClockStep } from './clock-times';

/** A clock of an order and one agency; its times follow from its course, its policy and the calendar. */
@Entity('order_clocks')
export class OrderClock {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  kind!: OrderClockKind;

  /** The version of the policy that it keeps. */
  @Column('integer', { name: 'policy_version' })
  policyVersion!: number;

  /** Handled again after a redo. */
  @Column('boolean')
  second!: boolean;

  @Column('text')
  hours!: ClockHours;

  @Column('jsonb')
  amount!: WorkingTime;

  @Column('jsonb', { default: [] })
  steps!: ClockStep[];

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz', { name: 'yellow_at' })
  yellowAt!: Date;

  @Column('timestamptz', { name: 'first_due_at', nullable: true })
  firstDueAt!: Date | null;

  @Column('boolean')
  provisional!: boolean;

  @Column('timestamptz', { name: 'paused_at', nullable: true })
  pausedAt!: Date | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  /** Ended because the order went another way, not because what it waited for was done. */
  @Column('boolean', { default: false })
  dropped!: boolean;

  @Column('text', { nullable: true })
  light!: OrderLight | null;

  /** How many of its signals have been given. */
  @Column('integer', { default: 0 })
  level!: number;
}

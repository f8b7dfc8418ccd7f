import type { OrderClockKind } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('clock_alterations')
export class ClockAlterationRow {
  @PrimaryColumn('uuid', { name: 'revision_id' })
  revisionId!: string;

  @PrimaryColumn('uuid', { name: 'clock_id' })
  clockId!: string;

  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('text')
  kind!: OrderClockKind;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('timestamptz', { name: 'old_due_at' })
  oldDueAt!: Date;

  @Column('timestamptz', { name: 'new_due_at' })
  newDueAt!: Date;

  @Column('boolean')
  provisional!: boolean;
}

import type { OrderClockKind, OrderLight, SupervisionLevel } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('order_supervisions')
export class OrderSupervision {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'order_id' })
  orderId!: string;

  @Column('uuid', { name: 'clock_id' })
  clockId!: string;

  @Column('text')
  kind!: OrderClockKind;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  light!: OrderLight;

  @Column('text', { name: 'to_level' })
  to!: SupervisionLevel;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date;

  @Column('timestamptz')
  at!: Date;
}

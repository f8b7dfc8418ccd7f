import type { OrderGrounds } from '#contracts';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Which agency an order goes to, from when on; a change is a new version. */
@Entity('dispatch_entries')
@Unique(['createdById', 'idempotencyKey'])
export class DispatchEntry {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text')
  district!: string;

  @Column('text')
  kind!: string;

  @Column('integer')
  version!: number;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  /** `proposed` by a ruling until somebody who oversees has confirmed or rejected it. */
  @Column('text')
  state!: 'proposed' | 'confirmed' | 'rejected';

  @Column('timestamptz', { name: 'effective_from' })
  effectiveFrom!: Date;

  /** Not included. */
  @Column('timestamptz', { name: 'effective_to', nullable: true })
  effectiveTo!: Date | null;

  @Column('text', { nullable: true })
  note!: string | null;

  @Column('jsonb')
  grounds!: OrderGrounds[];

  /** The order whose adjudication brought it about. */
  @Column('uuid', { name: 'source_order_id', nullable: true })
  sourceOrderId!: string | null;

  @Column('text', { name: 'created_by' })
  createdBy!: string;

  /** None of one that a ruling has proposed. */
  @Column('uuid', { name: 'created_by_id', nullable: true })
  createdById!: string | null;

  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;
}

import type { ClockPolicy } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A version of the policy; never changed, so that a clock finds its own again. */
@Entity('clock_policies')
export class ClockPolicyRow {
  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  policy!: ClockPolicy;

  @Column('text')
  reason!: string;

  @Column('text', { name: 'set_by' })
  setBy!: string;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;

  @Column('uuid', { name: 'revision_id', nullable: true })
  revisionId!: string | null;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('reconciliations')
export class Reconciliation {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('integer')
  compared!: number;

  @Column('integer')
  confirmed!: number;

  @Column('integer')
  missing!: number;

  @Column('integer')
  different!: number;

  @Column('integer')
  stale!: number;

  @Column('text', { nullable: true })
  problem!: string | null;
}

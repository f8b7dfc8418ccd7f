import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Running clocks being recomputed, batch by batch in the order of their ids. */
@Entity('clock_revisions')
export class ClockRevision {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  cause!: 'calendar' | 'policy';

  @Column('integer')
  of!: number;

  /** The last clock that was looked at. */
  @Column('uuid', { name: 'after_clock', nullable: true })
  afterClock!: string | null;

  @Column('integer', { default: 0 })
  examined!: number;

  @Column('integer', { default: 0 })
  altered!: number;

  @Column('timestamptz', { name: 'started_at' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}

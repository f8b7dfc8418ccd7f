import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A year's arrangement as an administrator has set it, in the place of the one that was shipped. */
@Entity('calendar_years')
export class CalendarYearRow {
  @PrimaryColumn('integer')
  year!: number;

  @Column('text', { array: true })
  holidays!: string[];

  @Column('text', { name: 'make_up_days', array: true })
  makeUpDays!: string[];

  @Column('boolean')
  published!: boolean;

  @Column('text', { name: 'set_by' })
  setBy!: string;

  @Column('timestamptz', { name: 'set_at' })
  setAt!: Date;

  @Column('uuid', { name: 'revision_id' })
  revisionId!: string;
}

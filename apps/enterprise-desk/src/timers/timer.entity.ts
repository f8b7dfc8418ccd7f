import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('timers')
export class Timer {
  @PrimaryColumn('text')
  kind!: string;

  @PrimaryColumn('text')
  key!: string;

  @Column('timestamptz', { name: 'fire_at' })
  fireAt!: Date;

  @Column('integer', { default: 0 })
  attempts!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BilingualText } from '#contracts';

@Entity('seat_groups')
export class SeatGroup {
  @PrimaryColumn('text')
  code!: string;

  @Column('jsonb')
  name!: BilingualText;

  /** Codes of the agencies whose matters it serves. */
  @Column('text', { array: true })
  agencies!: string[];
}

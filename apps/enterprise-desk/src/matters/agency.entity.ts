import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BilingualText } from '#contracts';

@Entity('agencies')
export class Agency {
  @PrimaryColumn('text')
  code!: string;

  @Column('jsonb')
  name!: BilingualText;
}

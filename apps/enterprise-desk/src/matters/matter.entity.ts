import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BilingualText } from '#contracts';

/** A matter as it is now; its guide is the version of that number. */
@Entity('matters')
export class Matter {
  @PrimaryColumn('text')
  code!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('integer')
  version!: number;

  @Column('boolean')
  verified!: boolean;

  @Column('jsonb')
  name!: BilingualText;

  /** What a keyword is looked up in: see `searchTerms`. */
  @Column('text', { name: 'search_terms' })
  searchTerms!: string;

  @Column('timestamptz', { name: 'updated_at' })
  updatedAt!: Date;

  /** Since when the catalogue no longer has it. */
  @Column('timestamptz', { name: 'retired_at', nullable: true })
  retiredAt!: Date | null;
}

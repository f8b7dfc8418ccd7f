import type { GapState } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A question without a good answer. */
@Entity('gaps')
export class Gap {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  state!: GapState;

  @Column('text')
  question!: string;

  /** Some of the ways in which it was asked; what is alike one of them is this question. */
  @Column('text', { array: true })
  phrasings!: string[];

  /** In how many conversations. */
  @Column('integer')
  asked!: number;

  @Column('double precision')
  heat!: number;

  @Column('timestamptz', { name: 'first_asked_at' })
  firstAskedAt!: Date;

  @Column('timestamptz', { name: 'last_asked_at' })
  lastAskedAt!: Date;

  @Column('uuid', { name: 'article_id', nullable: true })
  articleId!: string | null;

  @Column('integer', { name: 'article_version', nullable: true })
  articleVersion!: number | null;

  @Column('text', { name: 'dismissed_because', nullable: true })
  dismissedBecause!: string | null;

  @Column('uuid', { name: 'closed_by', nullable: true })
  closedBy!: string | null;

  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}

import type { ArticleKind } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An article; its wordings are its versions. */
@Entity('articles')
export class Article {
  @PrimaryColumn('uuid')
  id!: string;

  /** Counts up with every article: the order of a matter's articles. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  /** The owner. */
  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('text')
  kind!: ArticleKind;

  /** What readers see now: the one that is effective, if one is. */
  @Column('integer', { nullable: true })
  version!: number | null;

  /** The newest version. */
  @Column('integer')
  latest!: number;

  /** Counts what people have done to it. */
  @Column('integer', { default: 1 })
  revision!: number;

  /** When somebody must look at what holds, or it ends. */
  @Column('timestamptz', { name: 'attention_at', nullable: true })
  attentionAt!: Date | null;
}

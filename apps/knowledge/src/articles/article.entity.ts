import type { ArticleKind } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An article as it is now; its wording is the version of that number. */
@Entity('articles')
export class Article {
  @PrimaryColumn('uuid')
  id!: string;

  /** Counts up with every article: the order of a matter's articles. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'ALWAYS' })
  number!: number;

  @Column('text', { name: 'matter_code' })
  matterCode!: string;

  @Column('text')
  kind!: ArticleKind;

  @Column('integer')
  version!: number;
}

import type { BilingualText } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Every wording that an article has had, so that what was quoted stays known. */
@Entity('article_versions')
export class ArticleVersion {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('jsonb')
  title!: BilingualText;

  @Column('jsonb')
  body!: BilingualText;

  @Column('timestamptz', { name: 'saved_at' })
  savedAt!: Date;

  /** Null when it came with the catalogue. */
  @Column('uuid', { name: 'saved_by', nullable: true })
  savedBy!: string | null;

  /** Unique for who saved it. */
  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;
}

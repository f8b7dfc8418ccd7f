import type { ArticleBody, ArticleSource, ArticleStatus, ArticleTitle } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { RenderedText } from './wording';

/** Every wording that an article has had, so that what was quoted stays known; only a draft's text changes. */
@Entity('article_versions')
export class ArticleVersion {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  status!: ArticleStatus;

  /** The article's, for lists of what waits. */
  @Column('text', { name: 'agency_code' })
  agencyCode!: string;

  @Column('jsonb')
  title!: ArticleTitle;

  @Column('jsonb')
  body!: ArticleBody;

  /** The number of the Chinese wording. */
  @Column('integer')
  wording!: number;

  /** The Chinese wording that the English renders. */
  @Column('integer', { name: 'english_of' })
  englishOf!: number;

  /** In languages beside Chinese and English, each with the Chinese wording that it renders. */
  @Column('jsonb', { default: [] })
  texts!: RenderedText[];

  @Column('jsonb', { default: [] })
  sources!: ArticleSource[];

  @Column('uuid', { name: 'attachment_ids', array: true, default: [] })
  attachmentIds!: string[];

  /** Everybody who has had a hand in it: none of them approves it. */
  @Column('uuid', { array: true, default: [] })
  authors!: string[];

  @Column('timestamptz', { name: 'saved_at' })
  savedAt!: Date;

  /** Null when it came with the catalogue. */
  @Column('uuid', { name: 'saved_by', nullable: true })
  savedBy!: string | null;

  @Column('text', { name: 'saved_by_name', nullable: true })
  savedByName!: string | null;

  /** Of the save that made it. */
  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;

  @Column('timestamptz', { name: 'effective_from', nullable: true })
  effectiveFrom!: Date | null;

  /** Null for what readers have never seen. */
  @Column('timestamptz', { name: 'took_effect_at', nullable: true })
  tookEffectAt!: Date | null;

  @Column('timestamptz', { name: 'expires_at', nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { name: 'review_by', nullable: true })
  reviewBy!: Date | null;

  /** When the clock must look at it next. */
  @Column('timestamptz', { name: 'due_at', nullable: true })
  dueAt!: Date | null;
}

import type { QuoteKind } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What put a version of an article before a business. */
@Entity('article_quotes')
export class ArticleQuote {
  /** The conversation, or the order of a reply. */
  @PrimaryColumn('uuid', { name: 'told_in' })
  toldIn!: string;

  @PrimaryColumn('integer')
  sequence!: number;

  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId!: string;

  @Column('integer')
  version!: number;

  @Column('text', { default: 'message' })
  kind!: QuoteKind;

  @Column('timestamptz', { name: 'quoted_at', default: () => 'now()' })
  quotedAt!: Date;
}

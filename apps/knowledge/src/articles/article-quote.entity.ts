import type { QuoteKind } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A message that put a version of an article before a business. */
@Entity('article_quotes')
export class ArticleQuote {
  @PrimaryColumn('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @PrimaryColumn('integer')
  sequence!: number;

  @Column('uuid', { name: 'article_id' })
  articleId!: string;

  @Column('integer')
  version!: number;

  @Column('text', { default: 'message' })
  kind!: QuoteKind;

  @Column('timestamptz', { name: 'quoted_at', default: () => 'now()' })
  quotedAt!: Date;
}

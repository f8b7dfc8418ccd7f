import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How often a version was put before a business. */
@Entity('article_quote_counts')
export class ArticleQuoteCount {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('integer')
  quoted!: number;
}

import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How many find a version useful and how many do not. */
@Entity('article_feedback_counts')
export class ArticleFeedbackCount {
  @PrimaryColumn('uuid', { name: 'article_id' })
  articleId!: string;

  @PrimaryColumn('integer')
  version!: number;

  @Column('integer')
  useful!: number;

  @Column('integer', { name: 'not_useful' })
  notUseful!: number;
}

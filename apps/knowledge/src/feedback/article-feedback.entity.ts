import type { FeedbackSource } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one person says of a version of an article, or of one quote of it. */
@Entity('article_feedback')
export class ArticleFeedback {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'article_id' })
  articleId!: string;

  @Column('integer')
  version!: number;

  @Column('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('text')
  source!: FeedbackSource;

  @Column('boolean')
  useful!: boolean;

  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('uuid', { name: 'conversation_id', nullable: true })
  conversationId!: string | null;

  @Column('integer', { nullable: true })
  sequence!: number | null;

  @Column('timestamptz', { name: 'given_at' })
  givenAt!: Date;
}

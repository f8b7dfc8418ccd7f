import type { ArticleAction, ArticleStatus } from '#contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was done to a version. */
@Entity('article_history')
export class ArticleEventRow {
  @PrimaryColumn({ type: 'bigint', generated: 'identity', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column('uuid', { name: 'article_id' })
  articleId!: string;

  @Column('integer')
  version!: number;

  @Column('text')
  action!: ArticleAction;

  @Column('text', { name: 'from_status', nullable: true })
  from!: ArticleStatus | null;

  @Column('text', { name: 'to_status' })
  to!: ArticleStatus;

  @Column('timestamptz')
  at!: Date;

  /** Null for the clock and the catalogue. */
  @Column('uuid', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text', { name: 'actor_name', nullable: true })
  actorName!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** Unique for who acted. */
  @Column('text', { name: 'idempotency_key', nullable: true })
  idempotencyKey!: string | null;
}

import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource, IsNull } from 'typeorm';
import { ArticleFeedback } from './article-feedback.entity';

export type FeedbackKey = Pick<
  ArticleFeedback,
  'articleId' | 'version' | 'partyId' | 'conversationId' | 'sequence'
>;

export interface FeedbackFilter {
  articleId: string;
  version: number | undefined;
  useful: boolean | undefined;
  /** Time and id of the last one of the page before. */
  after: [givenAt: Date, id: string] | undefined;
  limit: number;
}

@Injectable()
export class FeedbackRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** What the person said of it before; until `tx` ends it says nothing else. */
  async lock(tx: Transaction, key: FeedbackKey): Promise<ArticleFeedback | null> {
    const { articleId, version, partyId, conversationId, sequence } = key;
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 3))', [`${partyId} ${articleId}`]);
    return tx.findOneBy(ArticleFeedback, {
      articleId,
      version,
      partyId,
      conversationId: conversationId ?? IsNull(),
      sequence: sequence ?? IsNull(),
    });
  }

  async save(tx: Transaction, feedback: ArticleFeedback): Promise<void> {
    await tx.save(ArticleFeedback, feedback);
  }

  async count(
    tx: Transaction,
    articleId: string,
    version: number,
    useful: number,
    notUseful: number,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO article_feedback_counts AS c (article_id, version, useful, not_useful) VALUES ($1, $2, $3, $4)
       ON CONFLICT (article_id, version)
       DO UPDATE SET useful = c.useful + EXCLUDED.useful, not_useful = c.not_useful + EXCLUDED.not_useful`,
      [articleId, version, useful, notUseful],
    );
  }

  list({ articleId, version, useful, after, limit }: FeedbackFilter): Promise<ArticleFeedback[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(ArticleFeedback, 'f')
      .where({
        articleId,
        ...(version === undefined ? {} : { version }),
        ...(useful === undefined ? {} : { useful }),
      })
      .orderBy('f.givenAt', 'DESC')
      .addOrderBy('f.id', 'DESC')
      .limit(limit);
    if (after) query.andWhere('(f.givenAt, f.id) < (:givenAt, :id)', { givenAt: after[0], id: after[1] });
    return query.getMany();
  }
}

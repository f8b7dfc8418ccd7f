import { Injectable } from '@nestjs/common';
import type { SuggestedAnswer } from '#contracts';
import { Pool, type Transaction } from '#database';
import { DataSource, IsNull } from 'typeorm';
import { SuggestionRow, type Question } from './suggestion.entity';

export interface Found {
  conversationId: string;
  matterCode: string | null;
  questions: Question[];
  answers: SuggestedAnswer[];
  upTo: number;
  /** It is a question, not a courtesy alone. */
  isAsked: boolean;
}

export interface Outcomes {
  matterCode: string;
  asked: number;
  found: number;
  foundFirst: number;
  quoted: number;
  botOffered: number;
  botSolved: number;
}

@Injectable()
export class SuggestionsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  find(conversationId: string): Promise<SuggestionRow | null> {
    return this.dataSource.manager.findOneBy(SuggestionRow, { conversationId });
  }

  /** Under its lock until `tx` ends; made when it is not there. */
  async lock(tx: Transaction, conversationId: string, now: Date): Promise<SuggestionRow> {
    await tx.query(
      'INSERT INTO suggestions (conversation_id, heard_at) VALUES ($1, $2) ON CONFLICT DO NOTHING',
      [conversationId, now],
    );
    return tx.findOneOrFail(SuggestionRow, {
      where: { conversationId },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Those that nothing was heard of since `before`, locked; what another process settles is left out. */
  lockIdle(tx: Transaction, before: Date, limit: number): Promise<SuggestionRow[]> {
    return tx
      .createQueryBuilder(SuggestionRow, 's')
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .where('s.heardAt < :before', { before })
      .andWhere({ settledAt: IsNull() })
      .orderBy('s.heardAt')
      .limit(limit)
      .getMany();
  }

  /** The matters of those that `lockIdle` finds, and of more where other processes settle some. */
  async listIdleMatters(before: Date, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ matterCode: string }>(
      `SELECT DISTINCT matter_code AS "matterCode" FROM (
         SELECT matter_code FROM suggestions WHERE heard_at < $1 AND settled_at IS NULL ORDER BY heard_at LIMIT $2) idle
        WHERE matter_code IS NOT NULL`,
      [before, 2 * limit],
    );
    return rows.map(({ matterCode }) => matterCode);
  }

  /** The matter of a conversation that nothing has been asked in yet. */
  async noteMatter(conversationId: string, matterCode: string, now: Date): Promise<void> {
    await this.pool.query({
      name: 'note-matter',
      text: `INSERT INTO suggestions AS s (conversation_id, matter_code, heard_at) VALUES ($1, $2, $3)
             ON CONFLICT (conversation_id) DO UPDATE SET matter_code = EXCLUDED.matter_code
              WHERE s.matter_code IS DISTINCT FROM EXCLUDED.matter_code`,
      values: [conversationId, matterCode, now],
    });
  }

  /** Keeps what was heard and found, unless something later has been. False then. */
  async keep(
    { conversationId, matterCode, questions, answers, upTo, isAsked }: Found,
    now: Date,
  ): Promise<boolean> {
    const isFound = isAsked ? answers.length > 0 : null;
    const { rowCount } = await this.pool.query({
      name: 'keep-suggestions',
      text: `INSERT INTO suggestions AS s
                    (conversation_id, matter_code, questions, answers, up_to, heard_at, asked_at, found_first, found)
             VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7::bool IS NULL THEN NULL ELSE $6::timestamptz END, $7, $7 IS TRUE)
             ON CONFLICT (conversation_id) DO UPDATE
                SET matter_code = coalesce(EXCLUDED.matter_code, s.matter_code), questions = EXCLUDED.questions,
                    answers = EXCLUDED.answers, up_to = EXCLUDED.up_to, heard_at = EXCLUDED.heard_at, settled_at = NULL,
                    asked_at = coalesce(s.asked_at, EXCLUDED.asked_at),
                    found_first = coalesce(s.found_first, EXCLUDED.found_first), found = s.found OR EXCLUDED.found
              WHERE s.up_to < EXCLUDED.up_to`,
      values: [
        conversationId,
        matterCode,
        JSON.stringify(questions),
        JSON.stringify(answers),
        upTo,
        now,
        isFound,
      ],
    });
    return rowCount === 1;
  }

  /** Whether each of the articles still holds in the version that was found. */
  async hold(answers: readonly SuggestedAnswer[]): Promise<boolean> {
    const { rows } = await this.pool.query<{ holding: number }>({
      name: 'suggestions-hold',
      text: `SELECT count(*)::int AS holding FROM unnest($1::uuid[], $2::integer[]) AS s (id, version)
               JOIN articles a ON a.id = s.id AND a.version = s.version`,
      values: [answers.map(({ articleId }) => articleId), answers.map(({ version }) => version)],
    });
    return rows[0]?.holding === answers.length;
  }

  /** Conversations that are not settled and to which one of the articles is suggested, the latest first. */
  async listSuggesting(articleIds: readonly string[], limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'suggesting',
      text: `SELECT conversation_id AS id FROM suggestions
              WHERE settled_at IS NULL
                AND EXISTS (SELECT 1 FROM jsonb_array_elements(answers) a WHERE a->>'articleId' = ANY($1))
              ORDER BY heard_at DESC LIMIT $2`,
      values: [articleIds, limit],
    });
    return rows.map(({ id }) => id);
  }

  /** Other Answers to what was heard up to then. False when something has been heard or settled since. */
  async replace({
    conversationId,
    answers,
    upTo,
  }: Pick<SuggestionRow, 'conversationId' | 'answers' | 'upTo'>) {
    const { rowCount } = await this.pool.query({
      name: 'replace-suggestions',
      text: 'UPDATE suggestions SET answers = $3 WHERE conversation_id = $1 AND up_to = $2 AND settled_at IS NULL',
      values: [conversationId, upTo, JSON.stringify(answers)],
    });
    return rowCount === 1;
  }

  /** Nothing more is to be done about it; what was written is forgotten. */
  async settle(tx: Transaction, conversationId: string, now: Date): Promise<void> {
    await tx.update(SuggestionRow, { conversationId }, { settledAt: now, questions: [] });
  }

  async noteBot(
    tx: Transaction,
    conversationId: string,
    matterCode: string,
    outcome: Partial<Pick<SuggestionRow, 'botOffered' | 'botSolved' | 'askedAt'>>,
  ): Promise<void> {
    await tx.update(SuggestionRow, { conversationId }, { matterCode, ...outcome });
  }

  /** The oldest first; true when there may be more. */
  async deleteBefore(before: Date, limit: number): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM suggestions WHERE conversation_id IN (
         SELECT conversation_id FROM suggestions WHERE heard_at < $1 ORDER BY heard_at LIMIT $2)`,
      [before, limit],
    );
    return rowCount === limit;
  }

  /** Per matter, of the conversations whose first question falls in the period. */
  async outcomes(from: Date, to: Date, matterCode: string | null): Promise<Outcomes[]> {
    const { rows } = await this.pool.query<Outcomes>({
      name: 'suggestion-outcomes',
      text: `SELECT s.matter_code AS "matterCode", count(*)::int AS asked,
                    (count(*) FILTER (WHERE s.found))::int AS found,
                    (count(*) FILTER (WHERE s.found_first))::int AS "foundFirst",
                    (count(*) FILTER (WHERE EXISTS (
                      SELECT 1 FROM article_quotes q WHERE q.told_in = s.conversation_id AND q.kind = 'message')))::int AS quoted,
                    (count(*) FILTER (WHERE s.bot_offered))::int AS "botOffered",
                    (count(*) FILTER (WHERE s.bot_solved))::int AS "botSolved"
               FROM suggestions s
              WHERE s.asked_at >= $1 AND s.asked_at < $2 AND s.matter_code IS NOT NULL
                AND ($3::text IS NULL OR s.matter_code = $3)
              GROUP BY s.matter_code ORDER BY s.matter_code`,
      values: [from, to, matterCode],
    });
    return rows;
  }
}

import { Injectable } from '@nestjs/common';
import { Pool } from '#database';

/** What may be true of a conversation in which something was asked. */
const CONDITIONS = {
  asked: 'true',
  found: 's.found',
  foundFirst: 's.found_first IS TRUE',
  quoted: `EXISTS (SELECT 1 FROM article_quotes q WHERE q.told_in = s.conversation_id AND q.kind = 'message')`,
  botOffered: 's.bot_offered',
  botSolved: 's.bot_solved',
} as const;

export type OutcomeName = keyof typeof CONDITIONS;

/** By the first question of a conversation. */
export interface OutcomeFilter {
  from: Date;
  to: Date;
  /** Of these matters; of all where there is none. */
  matterCodes: readonly string[] | null;
  /** All of it is true, and the other is not. */
  has: readonly OutcomeName[];
  hasNot?: OutcomeName;
  /** Time and conversation of the last one of the page before. */
  after: [at: Date, id: string] | undefined;
  limit: number;
}

export interface OutcomeCase {
  id: string;
  matterCode: string;
  at: Date;
}

@Injectable()
export class OutcomeCasesRepository {
  constructor(private readonly pool: Pool) {}

  /** The newest first. What is not asked for is no condition: each shape has its own plan. */
  async list({ from, to, matterCodes, has, hasNot, after, limit }: OutcomeFilter): Promise<OutcomeCase[]> {
    const values: unknown[] = [from, to, limit];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const conditions = [
      ...has.map((name) => CONDITIONS[name]),
      ...(hasNot ? [`NOT ${CONDITIONS[hasNot]}`] : []),
      ...(matterCodes ? [ofMatters(matterCodes, place)] : []),
      ...(after ? [`(s.asked_at, s.conversation_id) < (${place(after[0])}, ${place(after[1])})`] : []),
    ];
    const { rows } = await this.pool.query<OutcomeCase>(
      `SELECT s.conversation_id AS id, s.matter_code AS "matterCode", s.asked_at AS at FROM suggestions s
        WHERE s.asked_at >= $1 AND s.asked_at < $2 AND s.matter_code IS NOT NULL AND ${conditions.join(' AND ')}
        ORDER BY s.asked_at DESC, s.conversation_id DESC LIMIT $3`,
      values,
    );
    return rows;
  }
}

/** One matter has an order by time in its index, several have not. */
function ofMatters(codes: readonly string[], place: (value: unknown) => string): string {
  const [code] = codes;
  return codes.length === 1 ? `s.matter_code = ${place(code)}` : `s.matter_code = ANY(${place(codes)})`;
}

import { Injectable } from '@nestjs/common';
import { MAX_GAP_EXAMPLES, type GapState } from '#contracts';
import { Pool, type Transaction } from '#database';
import { DataSource, type QueryDeepPartialEntity } from 'typeorm';
import { GapExampleRow } from './gap-example.entity';
import { Gap } from './gap.entity';

export interface GapFilter {
  state: GapState;
  matterCode: string | undefined;
  agencyCode: string | undefined;
  /** Heat and id of the last gap of the page before. */
  after: [heat: number, id: string] | undefined;
  limit: number;
}

/** By when they were asked about last. */
export interface AskedGapFilter {
  from: Date;
  to: Date;
  matterCodes: readonly string[] | null;
  /** Both where it is not said. */
  isOpen?: boolean;
  /** Time and id of the last gap of the page before. */
  after: [at: Date, id: string] | undefined;
  limit: number;
}

export type GapCandidate = Pick<Gap, 'id' | 'phrasings' | 'heat'>;

/** A matter's hottest gaps; a question like none of them makes one more. */
const MAX_CANDIDATES = 300;

@Injectable()
export class GapsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  /** The gaps of a matter that a question may belong to; until `tx` ends nobody else files one. */
  async lockCandidates(tx: Transaction, matterCode: string): Promise<GapCandidate[]> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [matterCode]);
    return tx.query<GapCandidate[]>(
      ['open', 'dismissed']
        .map(
          (state) => `(SELECT id, phrasings, heat FROM gaps WHERE matter_code = $1 AND state = '${state}'
                        ORDER BY heat DESC, id DESC LIMIT ${MAX_CANDIDATES})`,
        )
        .join(' UNION ALL '),
      [matterCode],
    );
  }

  async add(tx: Transaction, gap: QueryDeepPartialEntity<Gap>): Promise<void> {
    await tx.insert(Gap, gap);
  }

  /** It has been asked in one more conversation. */
  async ask(tx: Transaction, { id, phrasings, heat }: GapCandidate, askedAt: Date): Promise<void> {
    await tx.query(
      `UPDATE gaps SET asked = asked + 1, phrasings = $2, heat = $3, last_asked_at = greatest(last_asked_at, $4)
        WHERE id = $1`,
      [id, phrasings, heat, askedAt],
    );
  }

  /** False when the conversation is an example of the gap already. */
  async addExample(tx: Transaction, example: GapExampleRow): Promise<boolean> {
    const { gapId, conversationId, sequence, source, text, askedAt } = example;
    const rows = await tx.query<unknown[]>(
      `INSERT INTO gap_examples (gap_id, conversation_id, sequence, source, text, asked_at) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING RETURNING gap_id`,
      [gapId, conversationId, sequence, source, text, askedAt],
    );
    return rows.length > 0;
  }

  find(id: string, tx?: Transaction): Promise<Gap | null> {
    return (tx ?? this.dataSource.manager).findOneBy(Gap, { id });
  }

  /** Closes an open gap; false when there is no such one. */
  async close(tx: Transaction, id: string, outcome: QueryDeepPartialEntity<Gap>): Promise<boolean> {
    const { affected } = await tx.update(Gap, { id, state: 'open' }, outcome);
    return affected === 1;
  }

  listExamples(gapId: string): Promise<GapExampleRow[]> {
    return this.dataSource.manager.find(GapExampleRow, {
      where: { gapId },
      order: { askedAt: 'DESC', conversationId: 'ASC' },
      take: MAX_GAP_EXAMPLES,
    });
  }

  /** The hottest first. Each combination of filters is a statement of its own, so that each has its index. */
  async list({ state, matterCode, agencyCode, after, limit }: GapFilter): Promise<Gap[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(Gap, 'g')
      .where({ state, ...(matterCode ? { matterCode } : {}), ...(agencyCode ? { agencyCode } : {}) })
      .orderBy('g.heat', 'DESC')
      .addOrderBy('g.id', 'DESC')
      .limit(limit);
    if (after) query.andWhere('(g.heat, g.id) < (:heat, :id)', { heat: after[0], id: after[1] });
    return query.getMany();
  }

  /** Per matter: gaps asked about in the period, and how many of them are open. */
  async count(
    from: Date,
    to: Date,
    matterCodes: readonly string[] | null,
  ): Promise<{ matterCode: string; asked: number; open: number }[]> {
    const { rows } = await this.pool.query<{ matterCode: string; asked: number; open: number }>({
      name: 'count-gaps',
      text: `SELECT matter_code AS "matterCode", count(*)::int AS asked,
                    (count(*) FILTER (WHERE state = 'open'))::int AS open
               FROM gaps
              WHERE last_asked_at >= $1 AND last_asked_at < $2 AND ($3::text[] IS NULL OR matter_code = ANY($3))
              GROUP BY matter_code ORDER BY matter_code`,
      values: [from, to, matterCodes],
    });
    return rows;
  }

  /** Asked about in the period, the newest first. */
  async listAsked({ from, to, matterCodes, isOpen, after, limit }: AskedGapFilter): Promise<Gap[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(Gap, 'g')
      .where('g.lastAskedAt >= :from AND g.lastAskedAt < :to', { from, to })
      .orderBy('g.lastAskedAt', 'DESC')
      .addOrderBy('g.id', 'DESC')
      .limit(limit);
    if (isOpen !== undefined) query.andWhere(isOpen ? `g.state = 'open'` : `g.state <> 'open'`);
    if (matterCodes?.length === 1) query.andWhere('g.matterCode = :code', { code: matterCodes[0] });
    else if (matterCodes) query.andWhere('g.matterCode = ANY(:matterCodes)', { matterCodes });
    if (after) query.andWhere('(g.lastAskedAt, g.id) < (:at, :id)', { at: after[0], id: after[1] });
    return query.getMany();
  }
}

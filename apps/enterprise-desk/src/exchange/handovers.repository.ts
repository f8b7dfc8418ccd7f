import { Injectable } from '@nestjs/common';
import type { AgencyBalance, HandoverState, ListHandovers, ReconciliationView } from '#contracts';
import { insertRows, Pool, type Transaction } from '#database';
import { DataSource, MoreThan, type FindOptionsWhere } from 'typeorm';
import type { OwnEntry } from './compare-books';
import { HandoverRow } from './handover.entity';
import type { Holder } from './plan-handovers';
import { Reconciliation } from './reconciliation.entity';

const COUNTED_STATES = ['waiting', 'sent', 'available', 'delivered', 'withdrawn', 'dead'] as const;

/** Kinds that an agency signs for and replies to. */
export const ORDER_HANDOVERS = ['order', 'redo'];

/** The handover of an order to one agency, and when something was done with it. */
export interface HandoverMark {
  orderId: string;
  agencyCode: string;
  at: Date;
}

@Injectable()
export class HandoversRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  async add(tx: Transaction, rows: readonly HandoverRow[]): Promise<void> {
    await insertRows(tx, HandoverRow, rows);
  }

  async update(tx: Transaction, id: string, patch: Partial<HandoverRow>): Promise<void> {
    await tx
      .createQueryBuilder()
      .update(HandoverRow)
      .set(patch as object)
      .where({ id })
      .execute();
  }

  lock(tx: Transaction, id: string): Promise<HandoverRow | null> {
    return tx.findOne(HandoverRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /** Whether one of the same order from before, for the same agency, is in one of these states. */
  async hasEarlier(
    tx: Transaction,
    { id, orderId, agencyCode }: HandoverRow,
    states: readonly HandoverState[],
  ): Promise<boolean> {
    if (orderId === null) return false;
    const rows = await tx.query<unknown[]>(
      `SELECT FROM handovers WHERE order_id = $1 AND id < $2 AND agency_code = $3 AND state = ANY($4) LIMIT 1`,
      [orderId, id, agencyCode, states],
    );
    return rows.length > 0;
  }

  /** Who has or had each order, the newest part of each agency. */
  async holders(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, Holder[]>> {
    const holders = new Map<string, Holder[]>();
    if (orderIds.length === 0) return holders;
    const rows = await tx.query<(Holder & { orderId: string })[]>(
      `SELECT DISTINCT ON (order_id, agency_code) order_id AS "orderId", agency_code AS "agencyCode",
              payload->'order'->>'part' AS part, state = 'withdrawn' AS relieved
         FROM handovers WHERE order_id = ANY($1) AND kind = 'order' ORDER BY order_id, agency_code, id DESC`,
      [orderIds],
    );
    for (const { orderId, ...holder } of rows)
      holders.set(orderId, [...(holders.get(orderId) ?? []), holder]);
    return holders;
  }

  /** The agencies have nothing to do with the orders any more. */
  withdraw(tx: Transaction, marks: readonly Omit<HandoverMark, 'at'>[]): Promise<void> {
    return this.mark(tx, `state = 'withdrawn'`, 'true', marks);
  }

  /** What an agency signs for it has, whether its adapter could still say so or not. */
  markSigned(tx: Transaction, marks: readonly HandoverMark[]): Promise<void> {
    const set = `signed_at = given.at, state = 'delivered', delivered_at = coalesce(h.delivered_at, given.at)`;
    return this.mark(tx, set, 'h.signed_at IS NULL', marks);
  }

  markReplied(tx: Transaction, marks: readonly HandoverMark[]): Promise<void> {
    const set = 'replied_at = given.at, signed_at = coalesce(h.signed_at, given.at)';
    return this.mark(tx, set, 'h.replied_at IS NULL', marks);
  }

  /** They must sign, or reply, once more. */
  unmark(tx: Transaction, column: 'signed_at' | 'replied_at', marks: readonly HandoverMark[]): Promise<void> {
    return this.mark(tx, `${column} = NULL`, 'h.confirmed_at IS NULL', marks);
  }

  /** The desk has taken the replies, whose agency ever they are. */
  markConfirmed(tx: Transaction, marks: readonly Omit<HandoverMark, 'agencyCode'>[]): Promise<void> {
    const which = 'h.replied_at IS NOT NULL AND h.confirmed_at IS NULL';
    return this.mark(tx, 'confirmed_at = given.at', which, marks);
  }

  private async mark(
    tx: Transaction,
    set: string,
    which: string,
    marks: readonly Partial<HandoverMark>[],
  ): Promise<void> {
    if (marks.length === 0) return;
    await tx.query(
      `UPDATE handovers h SET ${set}
         FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS given (order_id, agency_code, at)
        WHERE h.order_id = given.order_id AND h.agency_code = coalesce(given.agency_code, h.agency_code)
          AND h.kind = ANY($4) AND h.state <> 'withdrawn' AND ${which}`,
      [
        marks.map(({ orderId }) => orderId),
        marks.map(({ agencyCode }) => agencyCode ?? null),
        marks.map(({ at }) => at?.toISOString() ?? null),
        ORDER_HANDOVERS,
      ],
    );
  }

  /** The newest first. */
  list(filter: ListHandovers, before: string | undefined, limit: number): Promise<HandoverRow[]> {
    const { agencyCode, state, orderId } = filter;
    const query = this.dataSource.manager
      .createQueryBuilder(HandoverRow, 'h')
      .orderBy('h.id', 'DESC')
      .limit(limit);
    if (agencyCode) query.andWhere('h.agencyCode = :agencyCode', { agencyCode });
    if (state) query.andWhere('h.state = :state', { state });
    if (orderId) query.andWhere('h.orderId = :orderId', { orderId });
    if (before) query.andWhere('h.id < :before', { before });
    return query.getMany();
  }

  /** What the agency may fetch, the oldest first. */
  listAvailable(agencyCode: string, after: string | undefined, limit: number): Promise<HandoverRow[]> {
    return this.find({ agencyCode, state: 'available', ...(after ? { id: MoreThan(after) } : {}) }, limit);
  }

  private find(where: FindOptionsWhere<HandoverRow>, take: number): Promise<HandoverRow[]> {
    return this.dataSource.manager.find(HandoverRow, { where, order: { id: 'ASC' }, take });
  }

  /** Whether the agency has been given the order at any time. */
  async wasGiven(orderId: string, agencyCode: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      `SELECT 1 FROM handovers WHERE order_id = $1 AND agency_code = $2 AND kind = 'order' LIMIT 1`,
      [orderId, agencyCode],
    );
    return rowCount === 1;
  }

  /** Every agency that something was handed over to, by jumps through the index. */
  async agencies(): Promise<string[]> {
    const { rows } = await this.pool.query<{ code: string }>(
      `WITH RECURSIVE codes AS (
         (SELECT agency_code AS code FROM handovers ORDER BY agency_code LIMIT 1)
         UNION ALL
         SELECT (SELECT agency_code FROM handovers WHERE agency_code > code ORDER BY agency_code LIMIT 1)
           FROM codes WHERE code IS NOT NULL
       ) SELECT code FROM codes WHERE code IS NOT NULL`,
    );
    return rows.map(({ code }) => code);
  }

  /** Handovers that ought to have arrived by now; the patience doubles with every time they were carried. */
  async listStale(agencyCode: string, patienceSeconds: number, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM handovers
        WHERE agency_code = $1 AND state IN ('waiting', 'sent')
          AND carried_at < now() - make_interval(secs => $2 * power(2, least(carries - 1, 8)))
        ORDER BY id LIMIT $3`,
      [agencyCode, patienceSeconds, limit],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * What the agency ought to have in its books, or may have without our knowing; not what is only on its way again, nor
   * what it was relieved of or has refused.
   */
  async listForBooks(
    agencyCode: string,
    { from, after, limit }: { from: Date; after: string; limit: number },
  ): Promise<OwnEntry[]> {
    const { rows } = await this.pool.query<OwnEntry>(
      `SELECT id, state, delivered_digest AS "deliveredDigest" FROM handovers
        WHERE agency_code = $1 AND id > $2 AND created_at >= $3 AND sent_at IS NOT NULL
          AND (state = 'sent' OR state = 'delivered' AND delivered_digest IS NOT NULL)
        ORDER BY id LIMIT $4`,
      [agencyCode, after, from, limit],
    );
    return rows;
  }

  async balance(from: Date): Promise<AgencyBalance[]> {
    const counts = COUNTED_STATES.map(
      (state) => `count(*) FILTER (WHERE state = '${state}')::int AS ${state}`,
    );
    const order = `kind IN ('order', 'redo') AND state <> 'withdrawn'`;
    const { rows } = await this.pool.query<AgencyBalance>(
      `SELECT agency_code AS "agencyCode", count(*)::int AS handovers, ${counts.join(', ')},
              count(*) FILTER (WHERE ${order} AND state = 'delivered' AND signed_at IS NULL)::int AS unsigned,
              count(*) FILTER (WHERE ${order} AND signed_at IS NOT NULL)::int AS signed,
              count(*) FILTER (WHERE ${order} AND replied_at IS NOT NULL)::int AS replied,
              count(*) FILTER (WHERE ${order} AND confirmed_at IS NOT NULL)::int AS confirmed
         FROM handovers WHERE created_at >= $1 GROUP BY agency_code ORDER BY agency_code`,
      [from],
    );
    return rows;
  }

  async addReconciliation(tx: Transaction, row: Reconciliation): Promise<void> {
    await tx.insert(Reconciliation, row);
  }

  listReconciliations(
    agencyCode: string | undefined,
    before: string | undefined,
    limit: number,
  ): Promise<ReconciliationRow[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(Reconciliation, 'r')
      .orderBy('r.id', 'DESC')
      .limit(limit);
    if (agencyCode) query.andWhere('r.agencyCode = :agencyCode', { agencyCode });
    if (before) query.andWhere('r.id < :before', { before });
    return query.getMany();
  }
}

export type ReconciliationRow = Omit<ReconciliationView, 'startedAt'> & { startedAt: Date };

import { Injectable } from '@nestjs/common';
import { idAt, type Transaction } from '#database';
import { OPEN_ORDER_STATUSES } from '../work-orders/work-order-status';

const quoted = (statuses: readonly string[]): string => statuses.map((status) => `'${status}'`).join(', ');

const OPEN_ORDERS = `w.status IN (${quoted(OPEN_ORDER_STATUSES)})`;
/** Spelled as in the index of what is to be forgotten. */
const CLOSED_ORDERS = `w.status IN ('settled', 'archived', 'declined', 'merged', 'withdrawn')`;
const OPEN_CONVERSATIONS = `c.status IN ('waiting', 'active', 'deferred')`;
const UNFORGOTTEN = `(c.forgotten_at IS NULL OR c.forgotten_at < c.ended_at)`;
const WITHOUT_OPEN_ORDER = `NOT EXISTS (SELECT FROM work_orders w WHERE w.conversation_id = c.id AND ${OPEN_ORDERS})`;

/** What is open of a representative's or order's matters. */
export interface OpenMatters {
  conversations: number;
  orders: number;
}

/** Which rows keep personal data that they need no more: ids, in batches, each locked for who takes it. */
@Injectable()
export class DueRepository {
  orders(tx: Transaction, before: Date, limit: number): Promise<string[]> {
    return this.ids(
      tx,
      `SELECT w.id FROM work_orders w
        WHERE w.id < $1 AND w.updated_at < $2 AND w.forgotten_at IS NULL AND ${CLOSED_ORDERS}
        ORDER BY w.id LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED`,
      [idAt(before), before, limit],
    );
  }

  conversations(tx: Transaction, before: Date, limit: number): Promise<string[]> {
    return this.ids(
      tx,
      `SELECT c.id FROM conversations c WHERE c.ended_at < $1 AND ${UNFORGOTTEN} AND ${WITHOUT_OPEN_ORDER}
        ORDER BY c.ended_at, c.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [before, limit],
    );
  }

  representatives(tx: Transaction, before: Date, limit: number): Promise<string[]> {
    return this.ids(
      tx,
      `SELECT r.id FROM representatives r
        WHERE r.seen_at < $1 AND r.forgotten_at IS NULL
          AND NOT EXISTS (SELECT FROM conversations c
                           WHERE c.representative_id = r.id AND ((${OPEN_CONVERSATIONS}) OR NOT ${WITHOUT_OPEN_ORDER}))
        ORDER BY r.seen_at, r.id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED`,
      [before, limit],
    );
  }

  ordersOfRepresentative(tx: Transaction, id: string, limit: number): Promise<string[]> {
    return this.ids(
      tx,
      `SELECT w.id FROM conversations c JOIN work_orders w ON w.conversation_id = c.id
        WHERE c.representative_id = $1 AND w.forgotten_at IS NULL AND ${CLOSED_ORDERS}
        ORDER BY w.id LIMIT $2 FOR NO KEY UPDATE OF w`,
      [id, limit],
    );
  }

  conversationsOfRepresentative(tx: Transaction, id: string, limit: number): Promise<string[]> {
    return this.ids(
      tx,
      `SELECT c.id FROM conversations c WHERE c.representative_id = $1 AND c.ended_at IS NOT NULL AND ${UNFORGOTTEN}
        ORDER BY c.id LIMIT $2 FOR NO KEY UPDATE`,
      [id, limit],
    );
  }

  /** Undefined when there is no such representative; it is locked. */
  async openOfRepresentative(tx: Transaction, id: string): Promise<OpenMatters | undefined> {
    const known = await this.ids(tx, 'SELECT id FROM representatives WHERE id = $1 FOR NO KEY UPDATE', [id]);
    if (known.length === 0) return undefined;
    const [open] = await tx.query<OpenMatters[]>(
      `SELECT count(DISTINCT c.id) FILTER (WHERE ${OPEN_CONVERSATIONS})::int AS conversations, count(w.id)::int AS orders
         FROM conversations c LEFT JOIN work_orders w ON w.conversation_id = c.id AND ${OPEN_ORDERS}
        WHERE c.representative_id = $1`,
      [id],
    );
    return open;
  }

  /** Undefined when there is no such order; it is locked. */
  async openOfOrder(tx: Transaction, id: string): Promise<OpenMatters | undefined> {
    const [open] = await tx.query<OpenMatters[]>(
      `SELECT 0 AS conversations, CASE WHEN ${OPEN_ORDERS} THEN 1 ELSE 0 END AS orders
         FROM work_orders w WHERE w.id = $1 FOR NO KEY UPDATE`,
      [id],
    );
    return open;
  }

  private async ids(tx: Transaction, text: string, values: unknown[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(text, values);
    return rows.map(({ id }) => id);
  }
}

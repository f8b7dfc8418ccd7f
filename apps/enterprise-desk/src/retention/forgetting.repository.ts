import { Injectable } from '@nestjs/common';
import { MASK } from '#contracts';
import type { Transaction } from '#database';

/** A text of somebody's, by its owner (conversation or order) and its place there. */
export interface OwnedText {
  owner: string;
  sequence: number;
  text: string;
}

export type TextTable = 'entries' | 'order_history';

export interface OrderTexts {
  id: string;
  title: string;
  description: string;
  extensionReason: string | null;
  declinedText: string | null;
}

const OWNER = { entries: 'conversation_id', order_history: 'order_id' } as const;

/** Takes personal data out of the rows of conversations, orders and representatives; the rows stay. */
@Injectable()
export class ForgettingRepository {
  /** The encrypted name of each conversation's representative; left out where it is forgotten already. */
  async namesOf(
    tx: Transaction,
    column: 'c.id' | 'w.id',
    ids: readonly string[],
  ): Promise<{ owner: string; name: string }[]> {
    return tx.query(
      `SELECT ${column} AS owner, r.name_encrypted AS name
         FROM conversations c JOIN representatives r ON r.id = c.representative_id AND r.forgotten_at IS NULL
              ${column === 'w.id' ? 'JOIN work_orders w ON w.conversation_id = c.id' : ''}
        WHERE ${column} = ANY($1)`,
      [ids],
    );
  }

  /** Page by page, in the order of owner and place. */
  textsOf(
    tx: Transaction,
    table: TextTable,
    owners: readonly string[],
    after: Pick<OwnedText, 'owner' | 'sequence'>,
    limit: number,
  ): Promise<OwnedText[]> {
    const owner = OWNER[table];
    return tx.query(
      `SELECT ${owner} AS owner, sequence, text FROM ${table}
        WHERE ${owner} = ANY($1) AND (${owner}, sequence) > ($2, $3) AND text IS NOT NULL
        ORDER BY ${owner}, sequence LIMIT $4`,
      [owners, after.owner, after.sequence, limit],
    );
  }

  async setTexts(tx: Transaction, table: TextTable, texts: readonly OwnedText[]): Promise<void> {
    await tx.query(
      `UPDATE ${table} t SET text = given.text
         FROM unnest($1::uuid[], $2::int[], $3::text[]) AS given (owner, sequence, text)
        WHERE t.${OWNER[table]} = given.owner AND t.sequence = given.sequence`,
      [texts.map(({ owner }) => owner), texts.map(({ sequence }) => sequence), texts.map(({ text }) => text)],
    );
  }

  commentsOf(tx: Transaction, ids: readonly string[]): Promise<{ id: string; text: string }[]> {
    return tx.query(
      'SELECT id, rating_comment AS text FROM conversations WHERE id = ANY($1) AND rating_comment IS NOT NULL',
      [ids],
    );
  }

  async forgetConversations(
    tx: Transaction,
    ids: readonly string[],
    comments: readonly { id: string; text: string }[],
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE conversations c SET forgotten_at = greatest($2, c.ended_at), rating_comment = given.text
         FROM unnest($1::uuid[]) AS one (id) LEFT JOIN unnest($3::uuid[], $4::text[]) AS given (id, text) USING (id)
        WHERE c.id = one.id`,
      [ids, now, comments.map(({ id }) => id), comments.map(({ text }) => text)],
    );
    await tx.query(
      `UPDATE participants SET name = $2 WHERE conversation_id = ANY($1) AND kind = 'business'`,
      [ids, MASK],
    );
    await tx.query(
      `UPDATE entries SET sender_name = $2 WHERE conversation_id = ANY($1) AND sender_kind = 'business'`,
      [ids, MASK],
    );
    await tx.query(
      'UPDATE deferred_requests SET phone_encrypted = NULL, suits = NULL WHERE conversation_id = ANY($1)',
      [ids],
    );
  }

  ordersOf(tx: Transaction, ids: readonly string[]): Promise<OrderTexts[]> {
    return tx.query(
      `SELECT id, title, description, extension_reason AS "extensionReason", declined_text AS "declinedText"
         FROM work_orders WHERE id = ANY($1)`,
      [ids],
    );
  }

  reasonsOf(
    tx: Transaction,
    orderIds: readonly string[],
  ): Promise<{ id: string; owner: string; text: string }[]> {
    return tx.query(
      'SELECT id, order_id AS owner, reason AS text FROM follow_ups WHERE order_id = ANY($1) AND reason IS NOT NULL',
      [orderIds],
    );
  }

  /** The orders, and what the follow-ups and the ledger repeat of them. */
  async forgetOrders(
    tx: Transaction,
    orders: readonly OrderTexts[],
    reasons: readonly { id: string; text: string }[],
    now: Date,
  ): Promise<void> {
    const ids = orders.map(({ id }) => id);
    await tx.query(
      `UPDATE work_orders w SET phone_encrypted = NULL, forgotten_at = $2, title = given.title,
              description = given.description, extension_reason = given.extension_reason, declined_text = given.declined_text
         FROM unnest($1::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])
           AS given (id, title, description, extension_reason, declined_text)
        WHERE w.id = given.id`,
      [
        ...[ids, now, orders.map(({ title }) => title), orders.map(({ description }) => description)],
        orders.map(({ extensionReason }) => extensionReason),
        orders.map(({ declinedText }) => declinedText),
      ],
    );
    await tx.query(
      `UPDATE follow_ups f SET title = w.title FROM work_orders w WHERE w.id = f.order_id AND f.order_id = ANY($1)`,
      [ids],
    );
    await tx.query(
      `UPDATE follow_ups f SET reason = given.text FROM unnest($1::uuid[], $2::text[]) AS given (id, text)
        WHERE f.id = given.id`,
      [reasons.map(({ id }) => id), reasons.map(({ text }) => text)],
    );
    await tx.query(
      `UPDATE handovers h
          SET payload = jsonb_set(h.payload - 'text', '{order}', h.payload->'order' || jsonb_build_object(
                'phone', NULL, 'title', w.title, 'description', w.description)),
              document = CASE WHEN h.state = 'available' THEN h.document END
         FROM work_orders w WHERE w.id = h.order_id AND h.order_id = ANY($1) AND h.payload ? 'order'`,
      [ids],
    );
  }

  async forgetRepresentatives(
    tx: Transaction,
    ids: readonly string[],
    nameEncrypted: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `UPDATE representatives SET name_encrypted = $2, phone_encrypted = NULL, forgotten_at = $3 WHERE id = ANY($1)`,
      [ids, nameEncrypted, now],
    );
  }
}

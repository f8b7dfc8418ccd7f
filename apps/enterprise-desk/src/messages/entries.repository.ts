import { Injectable } from '@nestjs/common';
import type {
  Card,
  ConversationStatus,
  EntryKind,
  MarkMessages,
  Mark,
  ParticipantKind,
  PartyKind,
  SystemNotice,
} from '#contracts';
import { Pool, type Transaction } from '#database';
import { EntryRow } from './entry.entity';

/** An entry without its place; the database allots that. */
export interface NewEntry {
  conversationId: string;
  kind: EntryKind;
  senderKind: PartyKind;
  senderId?: string;
  senderName?: string;
  clientMessageId?: string;
  text?: string;
  card?: Card;
  target?: number;
  ofNote?: boolean;
  system?: SystemNotice;
  /** A person of the desk speaks to the business: ends the wait for the first reply. */
  isReply?: boolean;
  /** Also when the conversation has ended: notes, and what the desk itself records. */
  afterEnd?: boolean;
}

export interface Placed {
  /** Index of the entry in what was given. */
  i: number;
  sequence: number;
  at: Date;
  /** The first reply of a person in the conversation. */
  first_reply: boolean;
  /** A business has written while nobody attends to it. */
  unattended: boolean;
}

/** `ofNote` is null for an entry without a target. */
export type ListedEntry = EntryRow & { ofNote: boolean | null };

export interface SendKey {
  conversationId: string;
  partyId: string;
  clientMessageId: string;
}

export interface SendContext {
  i: number;
  status: ConversationStatus | null;
  enterprise_id: string | null;
  participant: ParticipantKind | null;
  present: boolean;
  /** The message was stored before, under this sequence. */
  sequence: number | null;
  at: Date | null;
}

/**
 * Allots the next sequences under the lock of each conversation and stores the entries, in one statement: nobody sees a
 * sequence without its entry, and a conversation that has ended takes none. Entries that are left out are not returned.
 */
const append = (condition: string): string => `
  WITH input AS (
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::jsonb[],
                         $9::int[], $10::jsonb[], $11::bool[], $12::bool[])
      WITH ORDINALITY AS t(conversation_id, kind, sender_kind, sender_id, sender_name, client_message_id, text, card,
                           target, system, is_reply, after_end, i)
  ), locked AS (
    SELECT id, last_sequence, status, first_replied_at IS NULL AS unreplied FROM conversations
     WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE
  ), placed AS (
    SELECT input.*, clock_timestamp() AS at, unreplied, status IN ('waiting', 'deferred') AS unserved,
           last_sequence + row_number() OVER (PARTITION BY conversation_id ORDER BY i) AS sequence
      FROM input JOIN locked ON locked.id = input.conversation_id
     WHERE (input.after_end OR locked.status IN ('waiting', 'active', 'deferred')) AND ${condition}
  ), moved AS (
    UPDATE conversations c
       SET last_sequence = m.last_sequence,
           first_replied_at = CASE WHEN m.replied_at IS NULL THEN c.first_replied_at
                                   ELSE coalesce(c.first_replied_at, m.replied_at) END,
           revision = c.revision + CASE WHEN m.replied_at IS NOT NULL AND c.first_replied_at IS NULL THEN 1 ELSE 0 END
      FROM (SELECT conversation_id, max(sequence) AS last_sequence, min(at) FILTER (WHERE is_reply) AS replied_at
              FROM placed GROUP BY conversation_id) m
     WHERE c.id = m.conversation_id
  ), stored AS (
    INSERT INTO entries (conversation_id, sequence, kind, at, sender_kind, sender_id, sender_name, client_message_id, text,
                         card, target, system)
    SELECT conversation_id, sequence, kind, at, sender_kind, sender_id, sender_name, client_message_id, text, card, target,
           system FROM placed
  )
  SELECT i::int - 1 AS i, sequence::int, at, unreplied AND is_reply AS first_reply,
         unserved AND sender_kind = 'business' AND kind = 'text' AS unattended FROM placed ORDER BY i`;

const APPEND = append('true');

/**
 * Only what nothing speaks against: no note, its sender takes part and talks, and it has not been stored before. Scalar
 * subqueries, so that each entry is looked up by index however small the tables were when the statement was planned.
 */
const APPEND_PLAIN = append(`
  input.kind <> 'note'
  AND (SELECT p.kind <> 'observer' AND p.joined_at IS NOT NULL AND p.left_at IS NULL FROM participants p
        WHERE p.conversation_id = input.conversation_id AND p.party_id = input.sender_id)
  AND (SELECT e.sequence FROM entries e
        WHERE e.conversation_id = input.conversation_id AND e.sender_id = input.sender_id
          AND e.client_message_id = input.client_message_id) IS NULL`);

const SEND_CONTEXTS = `
  SELECT k.i::int - 1 AS i, c.status, c.enterprise_id, p.kind AS participant,
         (p.joined_at IS NOT NULL AND p.left_at IS NULL) AS present, e.sequence, e.at
    FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS k(conversation_id, party_id, client_message_id, i)
    LEFT JOIN conversations c ON c.id = k.conversation_id
    LEFT JOIN participants p ON p.conversation_id = k.conversation_id AND p.party_id = k.party_id
    LEFT JOIN entries e ON e.conversation_id = k.conversation_id AND e.sender_id = k.party_id
         AND e.client_message_id = k.client_message_id
   ORDER BY k.i`;

const appendValues = (entries: readonly NewEntry[]): unknown[] => [
  entries.map((e) => e.conversationId),
  entries.map((e) => e.kind),
  entries.map((e) => e.senderKind),
  entries.map((e) => e.senderId ?? null),
  entries.map((e) => e.senderName ?? null),
  entries.map((e) => e.clientMessageId ?? null),
  entries.map((e) => e.text ?? null),
  entries.map((e) => e.card ?? null),
  entries.map((e) => e.target ?? null),
  entries.map((e) => e.system ?? null),
  entries.map((e) => e.isReply ?? false),
  entries.map((e) => e.afterEnd ?? false),
];

@Injectable()
export class EntriesRepository {
  constructor(private readonly pool: Pool) {}

  append(tx: Transaction, entries: readonly NewEntry[]): Promise<Placed[]> {
    return tx.query<Placed[]>(APPEND, appendValues(entries));
  }

  /** The same as a transaction of its own. */
  appendAtOnce(entries: readonly NewEntry[]): Promise<Placed[]> {
    return this.run('append-entries', APPEND, entries);
  }

  /** The hot path: leaves out whatever needs a closer look, see `sendContexts`. */
  appendPlain(entries: readonly NewEntry[]): Promise<Placed[]> {
    return this.run('append-plain-entries', APPEND_PLAIN, entries);
  }

  async sendContexts(keys: readonly SendKey[]): Promise<SendContext[]> {
    const { rows } = await this.pool.query<SendContext>({
      name: 'send-contexts',
      text: SEND_CONTEXTS,
      values: [
        keys.map((k) => k.conversationId),
        keys.map((k) => k.partyId),
        keys.map((k) => k.clientMessageId),
      ],
    });
    return rows;
  }

  async list(conversationId: string, after: number, limit: number): Promise<ListedEntry[]> {
    const { rows } = await this.pool.query<ListedEntry>({
      name: 'list-entries',
      text: `SELECT e.conversation_id AS "conversationId", e.sequence, e.kind, e.at, e.sender_kind AS "senderKind",
                    e.sender_id AS "senderId", e.sender_name AS "senderName", e.client_message_id AS "clientMessageId",
                    e.text, e.card, e.target, e.system, e.withdrawn_at AS "withdrawnAt", t.kind = 'note' AS "ofNote"
               FROM entries e LEFT JOIN entries t ON t.conversation_id = e.conversation_id AND t.sequence = e.target
              WHERE e.conversation_id = $1 AND e.sequence > $2 ORDER BY e.sequence LIMIT $3`,
      values: [conversationId, after, limit],
    });
    return rows;
  }

  /** The last texts of the business after a sequence, the newest first. */
  async listAsked(conversationId: string, after: number, limit: number): Promise<string[]> {
    const { rows } = await this.pool.query<{ text: string }>({
      name: 'list-asked',
      text: `SELECT text FROM entries
              WHERE conversation_id = $1 AND sequence > $2 AND sender_kind = 'business' AND kind = 'text'
                AND withdrawn_at IS NULL
              ORDER BY sequence DESC LIMIT $3`,
      values: [conversationId, after, limit],
    });
    return rows.map(({ text }) => text);
  }

  /** Whether what the desk told of the order is unseen. */
  async setUnseen(
    tx: Transaction,
    conversationId: string,
    { id, number }: { id: string; number: string },
    unseen: boolean,
  ): Promise<void> {
    await tx.query(
      `UPDATE entries
          SET system = CASE WHEN $4 THEN jsonb_set(system, '{params,unseen}', 'true') ELSE system #- '{params,unseen}' END
        WHERE conversation_id = $1 AND kind = 'system'
          AND (system->'params'->>'orderId' = $2 OR system->'params'->>'orderNumber' = $3)`,
      [conversationId, id, number, unseen],
    );
  }

  find(tx: Transaction, conversationId: string, sequence: number): Promise<EntryRow | null> {
    return tx.findOneBy(EntryRow, { conversationId, sequence });
  }

  async setWithdrawn(tx: Transaction, conversationId: string, sequence: number, now: Date): Promise<void> {
    await tx.query(
      `UPDATE entries SET withdrawn_at = $3
        WHERE conversation_id = $1 AND (sequence = $2 OR (kind = 'edit' AND target = $2 AND sequence > $2))`,
      [conversationId, sequence, now],
    );
  }

  /** Moves a participant's marks forward, never back; undefined when it takes no part. */
  async mark({ conversationId, mark, sequence }: MarkMessages, partyId: string): Promise<Mark | undefined> {
    const { rows } = await this.pool.query<Mark>({
      name: `mark-${mark}`,
      text: `UPDATE participants p
                SET delivered = greatest(p.delivered, least($3, c.last_sequence))
                    ${mark === 'read' ? ', read = greatest(p.read, least($3, c.last_sequence))' : ''}
               FROM conversations c
              WHERE p.conversation_id = $1 AND p.party_id = $2 AND c.id = p.conversation_id
          RETURNING p.party_id AS "partyId", p.delivered, p.read`,
      values: [conversationId, partyId, sequence],
    });
    return rows[0];
  }

  private async run(name: string, text: string, entries: readonly NewEntry[]): Promise<Placed[]> {
    const { rows } = await this.pool.query<Placed>({ name, text, values: appendValues(entries) });
    return rows;
  }
}

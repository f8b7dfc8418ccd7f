import { Injectable } from '@nestjs/common';
import type {
  ConversationStatus,
  Identity,
  LastSeen,
  Mark,
  ParticipantKind,
  ParticipantView,
} from '#contracts';
import { Pool, type Transaction } from '#database';
import { DataSource, In, type QueryDeepPartialEntity } from 'typeorm';
import { Conversation } from './conversation.entity';
import { Participant } from './participant.entity';

/** Only what is given counts. */
export type ConversationFilter = Partial<
  Pick<Conversation, 'status' | 'seatGroup' | 'enterpriseId'> & { seatId: string }
>;

export type ParticipantRow = ParticipantView & Mark & { conversationId: string };

const OPEN: readonly ConversationStatus[] = ['waiting', 'active', 'deferred'];

@Injectable()
export class ConversationsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly pool: Pool,
  ) {}

  findByKey(tx: Transaction, representativeId: string, idempotencyKey: string): Promise<Conversation | null> {
    return tx.findOneBy(Conversation, { representativeId, idempotencyKey });
  }

  /** Those of them in which a business waits. */
  listWaiting(
    tx: Transaction,
    ids: readonly string[],
  ): Promise<Pick<Conversation, 'id' | 'representativeId'>[]> {
    return tx.query(
      `SELECT id, representative_id AS "representativeId" FROM conversations WHERE id = ANY($1) AND status = 'waiting'`,
      [ids],
    );
  }

  async listAllWaiting(tx: Transaction): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(`SELECT id FROM conversations WHERE status = 'waiting'`);
    return rows.map(({ id }) => id);
  }

  /** Under its lock until `tx` ends. */
  lock(tx: Transaction, id: string): Promise<Conversation | null> {
    return tx.findOne(Conversation, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  listByIds(ids: readonly string[], tx?: Transaction): Promise<Conversation[]> {
    return (tx ?? this.dataSource.manager).findBy(Conversation, { id: In([...ids]) });
  }

  async add(tx: Transaction, conversation: QueryDeepPartialEntity<Conversation>): Promise<void> {
    await tx.insert(Conversation, conversation);
  }

  async update(tx: Transaction, id: string, patch: QueryDeepPartialEntity<Conversation>): Promise<void> {
    await tx.update(Conversation, id, { ...patch, revision: () => 'revision + 1' });
  }

  /** Serialises the openings of one representative. */
  async lockOpenings(tx: Transaction, representativeId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [representativeId]);
  }

  countOpen(tx: Transaction, representativeId: string): Promise<number> {
    return tx.countBy(Conversation, { representativeId, status: In(['waiting', 'active']) });
  }

  async list(
    filter: ConversationFilter,
    after: [Date, string] | undefined,
    limit: number,
  ): Promise<Conversation[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(Conversation, 'c')
      .where(filter)
      .orderBy('c.openedAt', 'DESC')
      .addOrderBy('c.id', 'DESC')
      .limit(limit);
    if (after) query.andWhere('(c.openedAt, c.id) < (:openedAt, :id)', { openedAt: after[0], id: after[1] });
    return query.getMany();
  }

  /** The conversations that the party should have before its eyes. */
  async listOpenIds(identity: Identity): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      identity.role === 'business'
        ? {
            name: 'open-of-representative',
            text: `SELECT id FROM conversations WHERE representative_id = $1 AND status IN ('waiting', 'active', 'deferred')
                    ORDER BY opened_at DESC LIMIT 50`,
            values: [identity.partyId],
          }
        : {
            name: 'open-of-staff',
            text: `SELECT id FROM conversations WHERE seat_id = $1 AND status = 'active'
                   UNION
                   SELECT c.id FROM participants p JOIN conversations c ON c.id = p.conversation_id
                    WHERE p.party_id = $1 AND p.left_at IS NULL AND p.kind IN ('guest', 'observer')
                      AND c.status IN ('waiting', 'active')
                   LIMIT 200`,
            values: [identity.partyId],
          },
    );
    return rows.map((row) => row.id);
  }

  /** Those of the conversations that the party may read. */
  async listReadableIds(identity: Identity, ids: readonly string[], overseesAll: boolean): Promise<string[]> {
    if (ids.length === 0) return [];
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'readable-of',
      text: `SELECT c.id FROM conversations c WHERE c.id = ANY($1) AND ($4 OR c.enterprise_id = $3 OR EXISTS (
               SELECT 1 FROM participants p WHERE p.conversation_id = c.id AND p.party_id = $2))`,
      values: [ids, identity.partyId, identity.enterpriseId ?? null, overseesAll],
    });
    return rows.map((row) => row.id);
  }

  /** Those of the conversations that were left for later, under their locks until `tx` ends. */
  async lockDeferred(tx: Transaction, ids: readonly string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }[]>(
      `SELECT id FROM conversations WHERE id = ANY($1) AND status = 'deferred' ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  async close(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    await tx.query(
      `UPDATE conversations SET status = 'closed', ended_at = $2, revision = revision + 1 WHERE id = ANY($1)`,
      [ids, now],
    );
  }

  async heads(ids: readonly string[]): Promise<LastSeen[]> {
    const { rows } = await this.pool.query<LastSeen>({
      name: 'heads',
      text: 'SELECT id AS "conversationId", last_sequence AS "lastSequence" FROM conversations WHERE id = ANY($1)',
      values: [ids],
    });
    return rows;
  }

  listActiveOf(tx: Transaction, seatId: string): Promise<Conversation[]> {
    return tx.find(Conversation, { where: { seatId, status: 'active' }, order: { openedAt: 'ASC' } });
  }

  /** Present and invited people of the conversations, with their marks. */
  async listParticipants(ids: readonly string[], tx?: Transaction): Promise<ParticipantRow[]> {
    const text = `SELECT conversation_id AS "conversationId", party_id AS "partyId", kind, name, joined_at IS NULL AS invited,
                         delivered, read
                    FROM participants WHERE conversation_id = ANY($1) AND left_at IS NULL ORDER BY joined_at, party_id`;
    if (tx) return tx.query<ParticipantRow[]>(text, [ids]);
    return (await this.pool.query<ParticipantRow>({ name: 'participants-of', text, values: [ids] })).rows;
  }

  findParticipant(tx: Transaction, conversationId: string, partyId: string): Promise<Participant | null> {
    return tx.findOneBy(Participant, { conversationId, partyId });
  }

  /** The party takes part from now on, whatever it was before. */
  async join(
    tx: Transaction,
    conversationId: string,
    partyId: string,
    kind: ParticipantKind,
    name: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO participants (conversation_id, party_id, kind, name, joined_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (conversation_id, party_id) DO UPDATE SET kind = $3, name = $4, joined_at = $5, left_at = NULL`,
      [conversationId, partyId, kind, name, now],
    );
  }

  async invite(
    tx: Transaction,
    conversationId: string,
    partyId: string,
    name: string,
    now: Date,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO participants (conversation_id, party_id, kind, name, invited_at) VALUES ($1, $2, 'guest', $3, $4)
       ON CONFLICT (conversation_id, party_id) DO UPDATE
         SET kind = 'guest', name = $3, invited_at = $4, joined_at = NULL, left_at = NULL`,
      [conversationId, partyId, name, now],
    );
  }

  async leave(tx: Transaction, conversationId: string, partyId: string, now: Date): Promise<void> {
    await tx.update(Participant, { conversationId, partyId }, { leftAt: now });
  }

  /** At the end of a conversation guests and observers are let go; returns who they were. */
  async leaveGuests(tx: Transaction, conversationId: string, now: Date): Promise<string[]> {
    const [rows] = await tx.query<[{ party_id: string }[], number]>(
      `UPDATE participants SET left_at = $2 WHERE conversation_id = $1 AND left_at IS NULL AND kind IN ('guest', 'observer')
       RETURNING party_id`,
      [conversationId, now],
    );
    return rows.map((row) => row.party_id);
  }
}

export const isOpenStatus = (status: ConversationStatus): boolean => OPEN.includes(status);

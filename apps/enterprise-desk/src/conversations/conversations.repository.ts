import { Injectable } from '@nestjs/common';
import type {
  AttendanceView,
  ConversationStatus,
  Identity,
  LastSeen,
  Mark,
  ParticipantKind,
  ParticipantView,
} from '#contracts';
import { Pool, type Transaction } from '#database';
import { DataSource, In, IsNull, type FindOptionsWhere, type QueryDeepPartialEntity } from 'typeorm';
import type { Attendance } from './attendance.entity';
import { Conversation } from './conversation.entity';
import { Participant } from './participant.entity';

/** Only what is given counts. */
export type ConversationFilter = Partial<
  Pick<Conversation, 'status' | 'seatGroup' | 'enterpriseId'> & { seatId: string }
>;

type AttendanceRow = Pick<Attendance, 'partyId' | 'kind' | 'invitedAt' | 'joinedAt' | 'leftAt'> & {
  name: string;
};

/** More than happen in one conversation. */
const MAX_ATTENDANCES = 500;

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

  listOpenOf(tx: Transaction, representativeId: string, limit: number): Promise<string[]> {
    return idsOf(tx, { representativeId, status: In(['waiting', 'active']) }, limit);
  }

  /** What the representative has left for later and nobody has dealt with yet. */
  listLeftBy(tx: Transaction, representativeId: string, limit: number): Promise<string[]> {
    return idsOf(tx, { representativeId, status: 'deferred', endedAt: IsNull() }, limit);
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

  /** Whether the seat serves the enterprise at the moment. */
  async serves(seatId: string, enterpriseId: string): Promise<boolean> {
    const { rows } = await this.pool.query<{ serves: boolean }>({
      name: 'serves-enterprise',
      text: `SELECT EXISTS (SELECT 1 FROM conversations
                             WHERE seat_id = $1 AND status = 'active' AND enterprise_id = $2) AS serves`,
      values: [seatId, enterpriseId],
    });
    return rows[0]?.serves ?? false;
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

  /** Every stay and every invitation, in the order in which they began. */
  async listAttendances(conversationId: string): Promise<AttendanceView[]> {
    const { rows } = await this.pool.query<AttendanceRow>({
      name: 'attendances-of',
      text: `SELECT a.party_id AS "partyId", p.name, a.kind, a.invited_at AS "invitedAt", a.joined_at AS "joinedAt",
                    a.left_at AS "leftAt"
               FROM attendances a
               JOIN participants p ON p.conversation_id = a.conversation_id AND p.party_id = a.party_id
              WHERE a.conversation_id = $1 ORDER BY coalesce(a.invited_at, a.joined_at), a.id LIMIT $2`,
      values: [conversationId, MAX_ATTENDANCES],
    });
    return rows.map((row) => ({
      ...row,
      invitedAt: row.invitedAt?.toISOString() ?? null,
      joinedAt: row.joinedAt?.toISOString() ?? null,
      leftAt: row.leftAt?.toISOString() ?? null,
    }));
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
      `WITH present AS (
         INSERT INTO participants (conversation_id, party_id, kind, name, joined_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (conversation_id, party_id) DO UPDATE SET kind = $3, name = $4, joined_at = $5, left_at = NULL
       ), followed AS (
         UPDATE attendances SET joined_at = $5
          WHERE conversation_id = $1 AND party_id = $2 AND left_at IS NULL AND joined_at IS NULL AND kind = $3
         RETURNING 1
       ), ended AS (
         UPDATE attendances SET left_at = $5
          WHERE conversation_id = $1 AND party_id = $2 AND left_at IS NULL AND (joined_at IS NOT NULL OR kind <> $3)
       )
       INSERT INTO attendances (id, conversation_id, party_id, kind, joined_at)
       SELECT gen_random_uuid(), $1, $2, $3, $5 WHERE NOT EXISTS (SELECT 1 FROM followed)`,
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
      `WITH invited AS (
         INSERT INTO participants (conversation_id, party_id, kind, name, invited_at) VALUES ($1, $2, 'guest', $3, $4)
         ON CONFLICT (conversation_id, party_id) DO UPDATE
           SET kind = 'guest', name = $3, invited_at = $4, joined_at = NULL, left_at = NULL
       ), ended AS (
         UPDATE attendances SET left_at = $4 WHERE conversation_id = $1 AND party_id = $2 AND left_at IS NULL
       )
       INSERT INTO attendances (id, conversation_id, party_id, kind, invited_at)
       VALUES (gen_random_uuid(), $1, $2, 'guest', $4)`,
      [conversationId, partyId, name, now],
    );
  }

  async leave(tx: Transaction, conversationId: string, partyId: string, now: Date): Promise<void> {
    await tx.query(
      `WITH gone AS (
         UPDATE participants SET left_at = $3 WHERE conversation_id = $1 AND party_id = $2
       )
       UPDATE attendances SET left_at = $3 WHERE conversation_id = $1 AND party_id = $2 AND left_at IS NULL`,
      [conversationId, partyId, now],
    );
  }

  /** At the end of a conversation guests and observers are let go; returns who they were. */
  async leaveGuests(tx: Transaction, conversationId: string, now: Date): Promise<string[]> {
    const rows = await tx.query<{ party_id: string }[]>(
      `WITH gone AS (
         UPDATE participants SET left_at = $2
          WHERE conversation_id = $1 AND left_at IS NULL AND kind IN ('guest', 'observer') RETURNING party_id
       ), ended AS (
         UPDATE attendances SET left_at = $2
          WHERE conversation_id = $1 AND left_at IS NULL AND party_id IN (SELECT party_id FROM gone)
       )
       SELECT party_id FROM gone`,
      [conversationId, now],
    );
    return rows.map((row) => row.party_id);
  }
}

async function idsOf(
  tx: Transaction,
  where: FindOptionsWhere<Conversation>,
  take: number,
): Promise<string[]> {
  const rows = await tx.find(Conversation, { select: { id: true }, where, order: { id: 'ASC' }, take });
  return rows.map(({ id }) => id);
}

export const isOpenStatus = (status: ConversationStatus): boolean => OPEN.includes(status);

import { Injectable } from '@nestjs/common';
import type { ConversationStatus, ParticipantKind } from '#contracts';
import { Pool, type Transaction } from '#database';
import type { Access } from './access';

interface AccessRow {
  status: ConversationStatus;
  enterprise_id: string;
  last_sequence: number;
  participant: ParticipantKind | null;
  present: boolean;
  serves: boolean;
}

/** What decides about access, in one look. Who is invited may read already. */
const ACCESS = `
  SELECT c.status, c.enterprise_id, c.last_sequence, p.kind AS participant,
         (p.joined_at IS NOT NULL AND p.left_at IS NULL) AS present,
         EXISTS (SELECT 1 FROM conversations s
                  WHERE s.seat_id = $2 AND s.status = 'active' AND s.enterprise_id = c.enterprise_id) AS serves
    FROM conversations c
    LEFT JOIN participants p ON p.conversation_id = c.id AND p.party_id = $2
   WHERE c.id = $1`;

@Injectable()
export class AccessRepository {
  constructor(private readonly pool: Pool) {}

  /** With `tx`, under the lock of the conversation. */
  async find(
    conversationId: string,
    partyId: string,
    tx?: Transaction,
  ): Promise<(Access & { lastSequence: number }) | undefined> {
    const values = [conversationId, partyId];
    const [row] = tx
      ? await tx.query<AccessRow[]>(`${ACCESS} FOR NO KEY UPDATE OF c`, values)
      : (await this.pool.query<AccessRow>({ name: 'access', text: ACCESS, values })).rows;
    if (!row) return undefined;
    const { enterprise_id: enterpriseId, last_sequence: lastSequence, ...access } = row;
    return { ...access, enterpriseId, lastSequence };
  }
}

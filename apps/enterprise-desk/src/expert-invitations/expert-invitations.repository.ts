import { Injectable } from '@nestjs/common';
import type { ExpertInvitationCount } from '#contracts';
import { Pool, type Transaction } from '#database';
import { ExpertInvitation } from './expert-invitation.entity';

@Injectable()
export class ExpertInvitationsRepository {
  constructor(private readonly pool: Pool) {}

  async add(tx: Transaction, invitation: ExpertInvitation): Promise<void> {
    await tx.insert(ExpertInvitation, invitation);
  }

  lock(tx: Transaction, id: string): Promise<ExpertInvitation | null> {
    return tx.findOne(ExpertInvitation, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async answer(
    tx: Transaction,
    id: string,
    patch: Pick<ExpertInvitation, 'answer' | 'answeredAt'>,
  ): Promise<void> {
    await tx.update(ExpertInvitation, { id }, patch);
  }

  /** An expert who came by the chat is as connected as one whose agency said so. */
  async count(from: Date): Promise<ExpertInvitationCount[]> {
    const { rows } = await this.pool.query<ExpertInvitationCount>(
      `SELECT i.agency_code AS "agencyCode", count(*)::int AS invited,
              count(*) FILTER (WHERE came)::int AS connected,
              count(*) FILTER (WHERE NOT came AND answer = 'declined')::int AS declined,
              count(*) FILTER (WHERE NOT came AND answer IS NULL AND expires_at < now())::int AS unanswered
         FROM (SELECT e.*, coalesce(e.answer = 'connected', false) OR EXISTS (
                        SELECT 1 FROM attendances a WHERE a.conversation_id = e.conversation_id
                           AND a.party_id = e.expert_id AND a.invited_at = e.created_at AND a.joined_at IS NOT NULL) AS came
                 FROM expert_invitations e WHERE e.created_at >= $1) i
        GROUP BY i.agency_code ORDER BY i.agency_code`,
      [from],
    );
    return rows;
  }
}

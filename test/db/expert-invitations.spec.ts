import type { ExpertAnswer, Identity } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { AttendanceService } from '../../apps/enterprise-desk/src/conversations/attendance.service';
import { InvitingService } from '../../apps/enterprise-desk/src/conversations/inviting.service';
import { ExpertInvitationsService } from '../../apps/enterprise-desk/src/expert-invitations/expert-invitations.service';
import { CAST, OrderDesk, refused } from '../support/orders';

describe('an invitation that the agency answers for its expert', () => {
  const expert: Identity = { ...CAST.gjj, partyId: uuidv7(), role: 'expert', name: '严专家' };
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    await desk.query(
      `INSERT INTO staff (id, login, password_hash, name, role, seat_groups, languages, capacity, agency_code)
       VALUES ($1, 'expert', '', $2, 'expert', '{}', '{}', 0, 'GJJ')`,
      [expert.partyId, expert.name],
    );
  });
  afterAll(() => desk?.close());

  const attendance = () => desk.app.get(AttendanceService);
  async function invited() {
    const conversationId = uuidv7();
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, seat_id, opened_at)
       VALUES ($1, gen_random_uuid()::text, 'active', 'GJJ-01', 'gjj', 'zh', $2, '甲公司', $2, $3, now())`,
      [conversationId, uuidv7(), CAST.seat.partyId],
    );
    await desk.query(
      `INSERT INTO participants (conversation_id, party_id, kind, name, joined_at) VALUES ($1, $2, 'seat', $3, now())`,
      [conversationId, CAST.seat.partyId, CAST.seat.name],
    );
    await desk.app.get(InvitingService).invite(CAST.seat, { conversationId, staffId: expert.partyId });
    const [row] = await desk.query<{ id: string }>(
      'SELECT id FROM expert_invitations WHERE conversation_id = $1',
      [conversationId],
    );
    const invitationId = row?.id ?? '';
    const answer = (given: ExpertAnswer) =>
      desk.app.get(ExpertInvitationsService).answer(CAST.gjj, { invitationId, answer: given });
    const isThere = async (): Promise<boolean> => {
      const [found] = await desk.query<{ there: boolean }>(
        `SELECT joined_at IS NOT NULL AND left_at IS NULL AS there FROM participants
          WHERE conversation_id = $1 AND party_id = $2`,
        [conversationId, expert.partyId],
      );
      return found?.there ?? false;
    };
    return { conversationId, answer, isThere };
  }

  it('is noted as connected when the expert has come by the chat, and nobody sends it away', async () => {
    const { conversationId, answer, isThere } = await invited();
    await attendance().accept(expert, { conversationId });
    expect((await refused(answer('declined'))).code).toBe('INVALID_STATE');
    expect(await answer('connected')).toMatchObject({ answer: 'connected' });
    expect(await isThere()).toBe(true);
  });

  it('is noted as declined when the expert has declined by the chat, and brings nobody in', async () => {
    const { conversationId, answer, isThere } = await invited();
    await attendance().leave(expert, conversationId);
    expect((await refused(answer('connected'))).code).toBe('INVALID_STATE');
    expect(await answer('declined')).toMatchObject({ answer: 'declined' });
    expect(await isThere()).toBe(false);
  });

  it('is answered the same twice at once', async () => {
    const { answer, isThere } = await invited();
    const answers = await Promise.all([answer('connected'), answer('connected')]);
    expect(answers).toMatchObject([{ answer: 'connected' }, { answer: 'connected' }]);
    expect(await isThere()).toBe(true);
  });

  it('is answered one way alone', async () => {
    const { answer, isThere } = await invited();
    const answers = await Promise.allSettled([answer('connected'), answer('declined')]);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await isThere()).toBe(answers[0].status === 'fulfilled');
  });
});

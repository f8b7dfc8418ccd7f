import type { Identity } from '#contracts';
import { Pool } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { AttendanceService } from '../../apps/enterprise-desk/src/conversations/attendance.service';
import { ConversationsService } from '../../apps/enterprise-desk/src/conversations/conversations.service';
import { EndingService } from '../../apps/enterprise-desk/src/conversations/ending.service';
import { InvitingService } from '../../apps/enterprise-desk/src/conversations/inviting.service';
import { ExpertInvitationsRepository } from '../../apps/enterprise-desk/src/expert-invitations/expert-invitations.repository';
import { MetricsRepository } from '../../apps/enterprise-desk/src/metrics/metrics.repository';
import { CAST, OrderDesk } from '../support/orders';

describe('who was in a conversation', () => {
  const expert: Identity = { ...CAST.gjj, partyId: uuidv7(), role: 'expert', name: '严专家' };
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    const hire = `INSERT INTO staff (id, login, password_hash, name, role, seat_groups, languages, capacity, agency_code)
                  VALUES ($1, $2, '', $2, $3, '{gjj}', '{zh}', 5, $4)`;
    await desk.query(hire, [expert.partyId, expert.name, 'expert', 'GJJ']);
    await desk.query(hire, [CAST.seat.partyId, CAST.seat.name, 'seat', null]);
  });
  afterAll(() => desk?.close());

  const active = async (): Promise<string> => {
    const id = uuidv7();
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at, queued_at)
       VALUES ($1, 'key', 'waiting', 'GJJ-01', 'gjj', 'zh', $1, '丁公司', $1, now(), now())`,
      [id],
    );
    await desk.app.get(AttendanceService).accept(CAST.seat, { conversationId: id });
    return id;
  };
  /** In the future, so that no invitation of the test has expired. */
  const start = Date.now() + 60_000;
  const at = (minute: number): Date => new Date(start + 60_000 * minute);
  const minuteOf = (time: string | null): number | null =>
    time === null ? null : (Date.parse(time) - start) / 60_000;
  const staysOf = async (id: string, { partyId }: Identity) => {
    const all = await desk.app.get(ConversationsService).listAttendances(id);
    return all
      .filter((one) => one.partyId === partyId)
      .map(({ kind, invitedAt, joinedAt, leftAt }) => [kind, ...[invitedAt, joinedAt, leftAt].map(minuteOf)]);
  };

  it('counts an expert who came as connected, also when it is invited again and does not come', async () => {
    const from = new Date();
    const id = await active();
    const [inviting, attendance] = [desk.app.get(InvitingService), desk.app.get(AttendanceService)];
    await inviting.invite(CAST.seat, { conversationId: id, staffId: expert.partyId });
    await attendance.accept(expert, { conversationId: id });
    await attendance.leave(expert, id);
    await inviting.invite(CAST.seat, { conversationId: id, staffId: expert.partyId });
    await attendance.leave(expert, id);

    const counts = await new ExpertInvitationsRepository(desk.app.get(Pool)).count(from);
    expect(counts).toMatchObject([{ agencyCode: 'GJJ', invited: 2, connected: 1 }]);
    const metrics = await new MetricsRepository(desk.app.get(Pool)).values({ from, to: new Date() });
    const connected = metrics.find(({ name }) => name === 'invitations-connected');
    expect(connected).toMatchObject({ numerator: 1, denominator: 1 });
  });

  it('stays on record when somebody is invited again, looks on again, or serves what it looked on', async () => {
    const id = await active();
    const [inviting, attendance] = [desk.app.get(InvitingService), desk.app.get(AttendanceService)];
    const conversationId = id;
    await inviting.invite(CAST.seat, { conversationId, staffId: expert.partyId }, at(1));
    await attendance.accept(expert, { conversationId }, at(2));
    await attendance.leave(expert, id, at(3));
    await inviting.invite(CAST.seat, { conversationId, staffId: expert.partyId }, at(4));
    await attendance.leave(expert, id, at(5));
    await inviting.invite(CAST.seat, { conversationId, staffId: expert.partyId }, at(6));
    expect(await staysOf(id, expert)).toEqual([
      ['guest', 1, 2, 3],
      ['guest', 4, null, 5],
      ['guest', 6, null, null],
    ]);

    await attendance.lookOn(CAST.lead, id, at(7));
    await attendance.leave(CAST.lead, id, at(8));
    await attendance.lookOn(CAST.lead, id, at(9));
    await attendance.takeOver(CAST.lead, id, at(10));
    await attendance.lookOn(CAST.supervisor, id, at(11));
    await desk.app.get(EndingService).resolve(CAST.lead, { conversationId }, at(12));
    expect(await staysOf(id, CAST.lead)).toEqual([
      ['observer', null, 7, 8],
      ['observer', null, 9, 10],
      ['seat', null, 10, null],
    ]);
    expect(await staysOf(id, CAST.supervisor)).toEqual([['observer', null, 11, 12]]);
    expect(await staysOf(id, expert)).toContainEqual(['guest', 6, null, 12]);
  });
});

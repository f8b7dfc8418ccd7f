import { v7 as uuidv7 } from 'uuid';
import { ServiceHoursService } from '../../apps/enterprise-desk/src/clocks/service-hours.service';
import { AttendanceService } from '../../apps/enterprise-desk/src/conversations/attendance.service';
import { EndingService } from '../../apps/enterprise-desk/src/conversations/ending.service';
import { until } from '../support/e2e-until';
import { CAST, OrderDesk } from '../support/orders';

const ALWAYS = [{ from: '00:00', to: '24:00' }];

describe('outside service hours nobody is left waiting', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    await desk.query(
      `INSERT INTO staff (id, login, password_hash, name, role, seat_groups, languages, capacity)
       VALUES ($1, 'seat', '', $2, 'seat', '{gjj}', '{zh}', 3)`,
      [CAST.seat.partyId, CAST.seat.name],
    );
  });
  afterAll(() => desk?.close());
  beforeEach(() => opens(ALWAYS));

  const opens = (periods: typeof ALWAYS) =>
    desk.app.get(ServiceHoursService).set({ days: 'every-day', periods }, new Date());
  const conversation = async (status: 'waiting' | 'active' | 'resolved'): Promise<string> => {
    const id = uuidv7();
    const seatId = status === 'waiting' ? null : CAST.seat.partyId;
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, seat_id, opened_at, queued_at, ended_at)
       VALUES ($1, 'key', $2, 'GJJ-01', 'gjj', 'zh', $1, '丁公司', $1, $3, now(), now(), now())`,
      [id, status, seatId],
    );
    if (seatId)
      await desk.query(
        `INSERT INTO participants (conversation_id, party_id, kind, name, joined_at) VALUES ($1, $2, 'seat', '', now())`,
        [id, seatId],
      );
    return id;
  };
  const status = async (id: string) =>
    (await desk.query<{ status: string }>('SELECT status FROM conversations WHERE id = $1', [id]))[0]?.status;
  const fire = async (kind: 'closing' | 'left-waiting', key: string) => {
    const due = await desk.query(
      'UPDATE timers SET fire_at = now() WHERE kind = $1 AND key = $2 RETURNING 1',
      [kind, key],
    );
    expect(due[1]).toBe(1);
  };
  const left = (id: string) =>
    desk.query('SELECT kind, withdrawn_at FROM deferred_requests WHERE conversation_id = $1', [id]);

  it('at closing time: who still waits has left a request', async () => {
    const [waiting, active] = [await conversation('waiting'), await conversation('active')];
    await fire('closing', 'all');
    await until(async () => {
      const [next] = await desk.query<{ later: boolean }>(
        `SELECT fire_at > now() AS later FROM timers WHERE kind = 'closing'`,
      );
      return next?.later;
    }, 'the timer is set anew');
    expect(await status(waiting)).toBe('waiting');
    await opens([]);
    await fire('closing', 'all');
    await until(async () => (await status(waiting)) === 'deferred', 'the request is left');
    expect(await left(waiting)).toEqual([{ kind: 'request', withdrawn_at: null }]);
    const notices = await desk.query<{ code: string }>(
      `SELECT system->>'code' AS code FROM entries WHERE conversation_id = $1`,
      [waiting],
    );
    expect(notices).toEqual([{ code: 'request-left' }]);
    expect(await status(active)).toBe('active');
  });

  it.each([
    ['is reopened', 'resolved', 'reopen'],
    ['goes back to the queue', 'active', 'leave'],
  ] as const)('when a conversation %s and no seat on duty takes it', async (_, from, action) => {
    const id = await conversation(from);
    await opens([]);
    if (action === 'reopen') await desk.app.get(EndingService).reopen(CAST.seat, { conversationId: id });
    else await desk.app.get(AttendanceService).leave(CAST.seat, id);
    expect(await status(id)).toBe('waiting');
    await fire('left-waiting', id);
    await until(async () => (await status(id)) === 'deferred', 'the request is left');
    expect(await left(id)).toHaveLength(1);
  });

  it('but in them a conversation that is reopened waits for its seat', async () => {
    const id = await conversation('resolved');
    await desk.app.get(EndingService).reopen(CAST.seat, { conversationId: id });
    expect(await desk.query('SELECT 1 FROM timers WHERE key = $1', [id])).toEqual([]);
  });
});

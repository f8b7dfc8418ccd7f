import { ORDER_RATE_NAMES, type FollowUpView, type OrderRateName } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { FollowUpAnswers } from '../../apps/enterprise-desk/src/follow-ups/follow-up-answers.service';
import { FollowUpsService } from '../../apps/enterprise-desk/src/follow-ups/follow-ups.service';
import { OrderExportsService } from '../../apps/enterprise-desk/src/order-exports/order-exports.service';
import { OrderRatesService } from '../../apps/enterprise-desk/src/order-rates/order-rates.service';
import { THE_DESK } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { CAST, OrderDesk, refused } from '../support/orders';

const SOLVED = { solved: true, satisfied: true };
const UNSOLVED = { solved: false, satisfied: false, reason: '窗口仍不受理' };

describe('follow-ups', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const followUps = () => desk.app.get(FollowUpsService);
  const answers = () => desk.app.get(FollowUpAnswers);
  const status = async (orderId: string) => (await desk.orders.get(THE_DESK, orderId)).status;

  /** An order whose reply was accepted, with its follow-up. */
  const replied = async (): Promise<FollowUpView> => {
    const order = await desk.create();
    await desk.query('UPDATE work_orders SET enterprise_id = $2 WHERE id = $1', [
      order.id,
      CAST.business.enterpriseId,
    ]);
    await desk.run(
      order,
      'seat dispatch',
      'scjg sign',
      'scjg first-contact',
      'scjg reply',
      'seat accept-reply',
    );
    const { items } = await followUps().list(CAST.other, { scope: 'to-do', limit: 200 });
    const followUp = items.find(({ orderId }) => orderId === order.id);
    if (!followUp) throw new Error('No follow-up was opened.');
    return followUp;
  };
  const record = (
    who: typeof CAST.seat,
    { id: followUpId }: FollowUpView,
    answer: object,
    key: string = uuidv7(),
  ) => answers().record(who, { followUpId, idempotencyKey: key, ...SOLVED, ...answer }, new Date());

  it('are for people other than the handler', async () => {
    const followUp = await replied();
    const own = await followUps().list(CAST.seat, { scope: 'to-do', limit: 200 });
    expect(own.items.map(({ id }) => id)).not.toContain(followUp.id);
    expect((await refused(followUps().claim(CAST.seat, followUp.id, new Date()))).code).toBe('FORBIDDEN');
    expect((await refused(record(CAST.seat, followUp, SOLVED))).code).toBe('FORBIDDEN');
  });

  it.each([
    ['asked in the conversation that the order came from', false, 1],
    ['of a confidential order not asked there, where not all who read see it', true, 0],
  ])('are %s', async (_, confidential, asked) => {
    const conversationId = uuidv7();
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at)
       VALUES ($1, 'key', 'resolved', 'SCJG-01', 'scjg', 'zh', $1, '丁公司', $1, now())`,
      [conversationId],
    );
    const order = await desk.create({ confidential });
    await desk.query('UPDATE work_orders SET conversation_id = $2 WHERE id = $1', [order.id, conversationId]);
    await desk.run(
      order,
      'seat dispatch',
      'scjg sign',
      'scjg first-contact',
      'scjg reply',
      'seat accept-reply',
    );
    const entries = await desk.query('SELECT system FROM entries WHERE conversation_id = $1', [
      conversationId,
    ]);
    expect(entries).toHaveLength(asked);
  });

  it('of a confidential order are for who is named, too', async () => {
    const followUp = await replied();
    const order = { id: followUp.orderId };
    const listed = async (scope: 'to-do' | 'mine' = 'to-do') =>
      (await followUps().list(CAST.other, { scope, limit: 200 })).items.map(({ id }) => id);
    await desk.act('supervisor', order, 'conceal');
    expect(await listed()).not.toContain(followUp.id);
    await desk.query('INSERT INTO order_viewers (order_id, staff_id) VALUES ($1, $2)', [
      order.id,
      CAST.other.partyId,
    ]);
    expect(await listed()).toContain(followUp.id);
    await followUps().claim(CAST.other, followUp.id, new Date());
    expect(await listed('mine')).toContain(followUp.id);
    await followUps().release(CAST.other, followUp.id);
  });

  it('are claimed by one person at a time', async () => {
    const followUp = await replied();
    const claims = await Promise.allSettled(
      [CAST.other, CAST.lead].map((who) => followUps().claim(who, followUp.id, new Date())),
    );
    const won = claims.findIndex((claim) => claim.status === 'fulfilled');
    const [winner, loser] = won === 0 ? [CAST.other, CAST.lead] : [CAST.lead, CAST.other];
    expect(claims.filter((claim) => claim.status === 'rejected')).toMatchObject([
      { reason: { code: 'CONFLICT', details: { claimedBy: winner.name } } },
    ]);
    expect((await refused(record(loser, followUp, SOLVED))).code).toBe('INVALID_STATE');
    const mine = await followUps().list(winner, { scope: 'mine', limit: 200 });
    expect(mine.items.map(({ id }) => id)).toEqual([followUp.id]);
    const later = new Date(Date.now() + 31 * 60_000);
    expect(await followUps().claim(loser, followUp.id, later)).toMatchObject({ claimedBy: loser.name });
    await followUps().release(loser, followUp.id);
    expect(await followUps().claim(winner, followUp.id, new Date())).toMatchObject({
      claimedBy: winner.name,
    });
  });

  it('settle the order by telephone, once, however often it is sent', async () => {
    const followUp = await replied();
    await followUps().claim(CAST.other, followUp.id, new Date());
    expect(await record(CAST.other, followUp, SOLVED, 'call')).toEqual({ outcome: 'settled' });
    expect(await record(CAST.other, followUp, SOLVED, 'call')).toEqual({ outcome: 'settled' });
    expect((await refused(record(CAST.other, followUp, UNSOLVED, 'another'))).code).toBe('INVALID_STATE');
    expect(await status(followUp.orderId)).toBe('settled');
    const [last] = (await desk.history(followUp.orderId)).slice(-1);
    expect(last).toMatchObject({ action: 'settle', actorKind: 'staff', actorName: CAST.other.name });
    const { items } = await followUps().list(CAST.other, { scope: 'answered', limit: 200 });
    expect(items.find(({ id }) => id === followUp.id)).toMatchObject({ channel: 'phone', ...SOLVED });
  });

  it.each([
    ['not solved', { solved: false, satisfied: true }],
    ['not satisfied', { solved: true, satisfied: false }],
  ])('%s needs a reason, and has the order handled again', async (_, answer) => {
    const followUp = await replied();
    const given = { followUpId: followUp.id, idempotencyKey: uuidv7(), ...answer };
    const error = await refused(answers().answer(CAST.business, { ...given, reason: '  ' }, new Date()));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', details: { fields: [{ field: 'reason' }] } });
    expect(await status(followUp.orderId)).toBe('following-up');
    const outcome = await answers().answer(CAST.business, { ...given, reason: '窗口仍不受理' }, new Date());
    expect(outcome).toEqual({ outcome: 'redo' });
    expect(await status(followUp.orderId)).toBe('in-progress');
    const [last] = (await desk.history(followUp.orderId)).slice(-1);
    expect(last).toMatchObject({ action: 'redo', actorKind: 'enterprise', text: '窗口仍不受理' });
  });

  it('are answered by the enterprise itself and by no other', async () => {
    const followUp = await replied();
    const stranger = { ...CAST.business, enterpriseId: uuidv7() };
    const given = { followUpId: followUp.id, idempotencyKey: uuidv7(), ...SOLVED };
    expect((await refused(answers().answer(stranger, given, new Date()))).code).toBe('NOT_FOUND');
    expect(await answers().answer(CAST.business, given, new Date())).toEqual({ outcome: 'settled' });
  });

  describe('by a link', () => {
    const byLink = (token: string, answer: object = SOLVED, at = new Date()) =>
      answers().answerByLink({ token, idempotencyKey: uuidv7(), ...SOLVED, ...answer }, at);

    it('work once without a log-in, and the token is kept as a hash alone', async () => {
      const followUp = await replied();
      const { token } = await followUps().link(CAST.other, followUp.id, new Date());
      expect(await followUps().invitation(token, new Date())).toMatchObject({
        orderNumber: followUp.orderNumber,
      });
      const rows = await desk.query('SELECT row_to_json(f)::text AS row FROM follow_ups f WHERE id = $1', [
        followUp.id,
      ]);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(await byLink(token)).toEqual({ outcome: 'settled' });
      expect((await refused(byLink(token))).code).toBe('INVALID_STATE');
      expect((await refused(followUps().invitation(token, new Date()))).code).toBe('INVALID_STATE');
      expect(await status(followUp.orderId)).toBe('settled');
    });

    it('end with a newer link, and after seven days', async () => {
      const followUp = await replied();
      const old = await followUps().link(CAST.other, followUp.id, new Date());
      const { token, expiresAt } = await followUps().link(CAST.other, followUp.id, new Date());
      expect((await refused(byLink(old.token))).code).toBe('NOT_FOUND');
      expect((await refused(byLink(token, SOLVED, new Date(expiresAt)))).code).toBe('NOT_FOUND');
      expect((await refused(byLink('x'.repeat(43)))).code).toBe('NOT_FOUND');
    });

    it('win once when two answers come at once', async () => {
      const followUp = await replied();
      const { token } = await followUps().link(CAST.other, followUp.id, new Date());
      const given = { followUpId: followUp.id, idempotencyKey: uuidv7(), ...SOLVED };
      const both = await Promise.allSettled([
        byLink(token, UNSOLVED),
        answers().answer(CAST.business, given, new Date()),
      ]);
      expect(both.filter((result) => result.status === 'rejected')).toMatchObject([
        { reason: { code: 'INVALID_STATE' } },
      ]);
      const won = both.find((result) => result.status === 'fulfilled');
      const expected = won?.value.outcome === 'redo' ? 'in-progress' : 'settled';
      expect(await status(followUp.orderId)).toBe(expected);
    });
  });

  describe('the rates', () => {
    const rates = () => desk.app.get(OrderRatesService);

    it('count what happened, by every dimension, and name the very orders', async () => {
      const from = new Date().toISOString();
      const solved = await replied();
      await answers().answer(
        CAST.business,
        { followUpId: solved.id, idempotencyKey: uuidv7(), ...SOLVED },
        new Date(),
      );
      const redone = await replied();
      await answers().answer(
        CAST.business,
        { followUpId: redone.id, idempotencyKey: uuidv7(), ...UNSOLVED },
        new Date(),
      );
      const draft = await desk.create();
      const returned = await desk.create();
      await desk.run(returned, 'seat dispatch', 'scjg return');
      const extended = await desk.create();
      await desk.run(
        extended,
        'seat dispatch',
        'scjg sign',
        'scjg request-extension',
        'seat grant-extension',
      );
      const [good, bad] = [solved.orderId, redone.orderId];
      const expected: Record<OrderRateName, [numerator: string[], rest: string[]]> = {
        'signed-in-time': [[good, bad, extended.id], []],
        'first-contact-made': [[good, bad], []],
        'settled-in-time': [[good], []],
        solved: [[good], [bad]],
        satisfied: [[good], [bad]],
        returned: [[returned.id], [good, bad, extended.id]],
        extended: [[extended.id], [good, bad, returned.id]],
        redone: [[bad], [good]],
      };
      expect(Object.keys(expected).sort()).toEqual([...ORDER_RATE_NAMES].sort());
      const to = new Date(Date.now() + 60_000);
      const report = await rates().get({ from, to: to.toISOString() }, new Date());
      expect(report.definitions.map(({ name }) => name)).toEqual([...ORDER_RATE_NAMES]);
      for (const { name, numerator, denominator } of report.values) {
        const [inside, rest] = expected[name];
        expect([name, numerator, denominator]).toEqual([name, inside.length, inside.length + rest.length]);
        const named = async (part: 'numerator' | 'rest') => {
          const ids: string[] = [];
          for (let cursor: string | undefined; ;) {
            const page = await rates().listCases(
              { name, part, from, to: to.toISOString(), limit: 2, ...(cursor ? { cursor } : {}) },
              new Date(),
            );
            ids.push(...page.items.map(({ orderId }) => orderId));
            if (!page.nextCursor) return ids.sort();
            cursor = page.nextCursor;
          }
        };
        expect([name, await named('numerator')]).toEqual([name, [...inside].sort()]);
        expect([name, await named('rest')]).toEqual([name, [...rest].sort()]);
      }
      for (const by of ['matter', 'district', 'channel'] as const) {
        const { values } = await rates().get({ from, to: to.toISOString(), by }, new Date());
        const groups = values.filter(({ name }) => name === 'returned');
        expect(groups).toMatchObject([{ numerator: 1, denominator: 4 }]);
        expect(groups[0]?.group).toBe(
          { matter: 'SCJG-01', district: draft.district, channel: draft.channel }[by],
        );
      }
      const { values } = await rates().get({ from, to: to.toISOString(), by: 'agency' }, new Date());
      expect(values.filter(({ name, group }) => name === 'returned' && group === 'SCJG')).toMatchObject([
        { denominator: 4 },
      ]);
    });
  });

  it('the export has every order but confidential ones, in pages, with personal data masked', async () => {
    const from = new Date().toISOString();
    const plain = await desk.create({ title: '=1+1', description: '经办人 13912345678' });
    await desk.create({ confidential: true });
    const long = await desk.create({ description: '长'.repeat(8000) });
    const rows: string[][] = [];
    for (let cursor: string | undefined; ;) {
      const page = await desk.app
        .get(OrderExportsService)
        .read({ from, limit: 1, ...(cursor ? { cursor } : {}) });
      expect(page.rows).toHaveLength(1);
      rows.push(...page.rows);
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(rows.map(([number]) => number)).toEqual([plain.number, long.number]);
    expect(rows[0]).toEqual(expect.arrayContaining(["'=1+1", '经办人 139****5678', '138****8000']));
  });
});

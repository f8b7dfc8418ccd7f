import type { OrderAction } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { DispatchDirectoryService } from '../../apps/enterprise-desk/src/dispatch-directory/dispatch-directory.service';
import { actorOf, THE_DESK } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { creditCode } from '../../tools/client/credit-code';
import { CAST, GROUNDS, OrderDesk, refused, type Who } from '../support/orders';

describe('the courses that an order may take', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const history = async (id: string) =>
    (await desk.history(id)).map(({ action, actorName, status }) => `${actorName} ${action} ${status}`);

  it('from taking it down to the archive, with every step in its history', async () => {
    const order = await desk.run(
      await desk.inProgress(),
      'scjg note',
      'scjg reply',
      'seat refuse-reply',
      'scjg reply',
      'seat accept-reply',
      'other settle',
      'seat archive',
    );
    expect(await history(order.id)).toEqual([
      '陈静 create draft',
      '陈静 dispatch dispatched',
      '市监办理员 sign signed',
      '市监办理员 first-contact in-progress',
      '市监办理员 note in-progress',
      '市监办理员 reply replied',
      '陈静 refuse-reply in-progress',
      '市监办理员 reply replied',
      '陈静 accept-reply following-up',
      '周明 settle settled',
      '陈静 archive archived',
    ]);
    const [lead] = order.agencies;
    expect(lead).toMatchObject({ agencyCode: 'SCJG', part: 'lead' });
    expect([lead?.signedAt, lead?.contactedAt, lead?.repliedAt].every(Boolean)).toBe(true);
    expect(order.version).toBe(11);
    const events = await desk.query<{ type: string; data: { version?: number } }>(
      `SELECT type, data FROM outbox WHERE data->>'orderId' = $1 ORDER BY id`,
      [order.id],
    );
    expect(events.map(({ data }) => data.version ?? 1)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  describe('who gets it', () => {
    const directory = () => desk.app.get(DispatchDirectoryService);

    it('is what the directory says at that time, or else the agency whose matter it is', async () => {
      const byMatter = await desk.run(await desk.create({ matterCode: 'GJJ-01' }), 'seat dispatch');
      expect(byMatter.agencies).toMatchObject([{ agencyCode: 'GJJ', part: 'lead' }]);
      const entry = {
        matterCode: 'GJJ-01',
        district: 'pudong',
        agencyCode: 'ZXQY',
        idempotencyKey: uuidv7(),
      };
      const saved = await directory().save(CAST.supervisor, entry);
      expect(await directory().save(CAST.supervisor, entry)).toEqual(saved);
      const another = directory().save(CAST.supervisor, { ...entry, agencyCode: 'SCJG' });
      expect(await refused(another)).toMatchObject({ code: 'CONFLICT' });
      await directory().save(CAST.supervisor, {
        ...entry,
        agencyCode: 'SCJG',
        effectiveFrom: '2099-01-01',
        idempotencyKey: uuidv7(),
      });
      const there = await desk.run(
        await desk.create({ matterCode: 'GJJ-01', district: 'pudong' }),
        'seat dispatch',
      );
      const elsewhere = await desk.run(await desk.create({ matterCode: 'GJJ-01' }), 'seat dispatch');
      expect([there.agencies[0]?.agencyCode, elsewhere.agencies[0]?.agencyCode]).toEqual(['ZXQY', 'GJJ']);
      const [, dispatched] = await desk.history(there.id);
      expect(dispatched?.details).toMatchObject({
        agencyCode: 'ZXQY',
        directoryEntryId: saved.id,
        directoryVersion: 1,
      });
      const { items } = await directory().list(CAST.supervisor, { matterCode: 'GJJ-01' });
      expect(items.map(({ version }) => version)).toEqual([2, 1]);
    });

    it('may be named, if there is such an agency', async () => {
      const order = await desk.create();
      expect(await refused(desk.act('seat', order, 'dispatch', { agencyCode: 'XXXX' }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'agencyCode' }] },
      });
      const sent = await desk.act('seat', order, 'dispatch', { agencyCode: 'ZXQY' });
      expect(sent.agencies[0]?.agencyCode).toBe('ZXQY');
    });
  });

  describe('returns', () => {
    it('need a reason from the list', async () => {
      const order = await desk.run(await desk.create(), 'seat dispatch');
      for (const reason of ['because', undefined])
        expect(await refused(desk.act('scjg', order, 'return', { reason: reason as string }))).toMatchObject({
          code: 'INVALID_ARGUMENT',
          details: { fields: [{ field: 'reason' }] },
        });
    });

    it('are accepted: another agency has it, which may object; who had it sees it no more', async () => {
      const order = await desk.run(await desk.create(), 'seat dispatch', 'scjg return', 'seat accept-return');
      expect(order).toMatchObject({ status: 'dispatched', returns: 1, agencies: [{ agencyCode: 'GJJ' }] });
      expect(await refused(desk.orders.get(actorOf(CAST.scjg), order.id))).toMatchObject({
        code: 'NOT_FOUND',
      });
      const objected = await desk.act('gjj', order, 'object');
      expect(objected.status).toBe('adjudicating');
      await desk.act('scjg', order, 'state-position', { text: '本单位无此职责' });
      await desk.act('gjj', order, 'state-position');
      expect((await history(order.id)).slice(-2)).toEqual([
        '市监办理员 state-position adjudicating',
        '公积金办理员 state-position adjudicating',
      ]);
    });

    it('are refused: it goes back; the second one is adjudicated, and the ruling binds', async () => {
      const before = await desk.create();
      const order = await desk.run(
        before,
        'seat dispatch',
        'scjg return',
        'seat refuse-return',
        'scjg return',
      );
      expect(order).toMatchObject({ status: 'adjudicating', returns: 2 });
      expect(await refused(desk.act('seat', order, 'rule'))).toMatchObject({ code: 'FORBIDDEN' });
      expect(await refused(desk.act('supervisor', order, 'rule', { grounds: [] }))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'grounds' }] },
      });
      const ruled = await desk.act('supervisor', order, 'rule', { agencyCode: 'ZXQY' });
      expect(ruled).toMatchObject({ status: 'dispatched', agencies: [{ agencyCode: 'ZXQY', part: 'lead' }] });
      for (const [who, action] of [
        ['zxqy', 'return'],
        ['zxqy', 'object'],
        ['supervisor', 'reassign'],
      ] as const)
        expect(await refused(desk.act(who, order, action))).toMatchObject({
          code: 'INVALID_STATE',
          message: expect.stringContaining('binds') as string,
        });

      const directory = desk.app.get(DispatchDirectoryService);
      const { items } = await directory.list(CAST.supervisor, { state: 'proposed' });
      expect(items).toMatchObject([
        {
          matterCode: 'SCJG-01',
          district: 'city',
          kind: 'help',
          agencyCode: 'ZXQY',
          sourceOrderId: order.id,
          grounds: GROUNDS,
        },
      ]);
      const next = () => desk.create().then((one) => desk.run(one, 'seat dispatch'));
      expect((await next()).agencies[0]?.agencyCode).toBe('SCJG');
      const decision = { entryId: items[0]?.id ?? '', confirm: true };
      const about = { matterCode: 'SCJG-01', district: 'city', kind: 'help' as const };
      const meanwhile = { ...about, agencyCode: 'GJJ', idempotencyKey: uuidv7() };
      await directory.save(CAST.supervisor, meanwhile);
      expect((await next()).agencies[0]?.agencyCode).toBe('GJJ');
      await directory.decide(CAST.supervisor, decision);
      expect((await next()).agencies[0]?.agencyCode).toBe('ZXQY');
      expect(await directory.decide(CAST.supervisor, decision)).toMatchObject({ state: 'confirmed' });
      const otherwise = { ...decision, confirm: false };
      expect(await refused(directory.decide(CAST.supervisor, otherwise))).toMatchObject({
        code: 'INVALID_STATE',
      });
      await desk.query(`UPDATE dispatch_entries SET state = 'rejected'`);
    });
  });

  it('a redo brings it back to the agency, whose head takes part in the next reply', async () => {
    const order = await desk.run(await desk.inProgress(), 'scjg reply', 'seat accept-reply');
    expect(await refused(desk.act('seat', order, 'redo'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.act('other', order, 'redo')).toMatchObject({
      status: 'in-progress',
      redos: 1,
      agencies: [{ repliedAt: null }],
    });
    expect(
      await refused(desk.act('scjg', order, 'reply', { head: undefined as unknown as string })),
    ).toMatchObject({
      details: { fields: [{ field: 'head' }] },
    });
    await desk.act('scjg', order, 'reply', { head: '李局长' });
    expect((await desk.history(order.id)).at(-1)?.details).toMatchObject({ head: '李局长' });
  });

  it('a redo is for the agency that leads: an action refuses what it does not go by', async () => {
    const order = await desk.run(
      await desk.inProgress(),
      'seat add-co-handler',
      'zxqy sign',
      'zxqy reply',
      'scjg reply',
      'seat accept-reply',
    );
    expect(await refused(desk.act('other', order, 'redo', { agencyCode: 'ZXQY' }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'agencyCode', problem: '"redo" does not take it' }] },
    });
    await desk.act('other', order, 'redo');
    const redos = await desk.query(
      `SELECT agency_code AS agency FROM handovers WHERE order_id = $1 AND kind = 'redo'`,
      [order.id],
    );
    expect(redos).toEqual([{ agency: 'SCJG' }]);
  });

  it('a reply has its grounds', async () => {
    const order = await desk.inProgress();
    expect(await refused(desk.act('scjg', order, 'reply', { grounds: [] }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'grounds' }] },
    });
  });

  it('waits for the enterprise: nothing is replied until it is resumed', async () => {
    const order = await desk.inProgress();
    expect((await desk.act('seat', order, 'suspend')).suspended).toBe(true);
    expect(await refused(desk.act('scjg', order, 'reply'))).toMatchObject({ code: 'INVALID_STATE' });
    expect((await desk.act('seat', order, 'resume')).suspended).toBe(false);
    expect(await refused(desk.act('seat', order, 'resume'))).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('is supervised by who oversees, yellow or red, and released', async () => {
    const order = await desk.inProgress();
    expect(await refused(desk.act('seat', order, 'supervise'))).toMatchObject({ code: 'FORBIDDEN' });
    expect((await desk.act('supervisor', order, 'supervise')).supervision).toBe('yellow');
    expect((await desk.act('desk', order, 'supervise', { light: 'red' })).supervision).toBe('red');
    expect((await desk.act('supervisor', order, 'supervise')).supervision).toBe('red');
    const red = await desk.orders.list(actorOf(CAST.supervisor), { supervision: 'red' });
    expect(red.items.map(({ id }) => id)).toEqual([order.id]);
    expect((await desk.act('supervisor', order, 'release')).supervision).toBeNull();
  });

  it.each([
    ['settled', ['scjg reply', 'seat accept-reply', 'other settle']],
    ['declined', ['seat reassign', 'gjj return', 'seat decline']],
    ['merged', ['seat merge']],
  ] as const)('is supervised no more once it is %s', async (status, steps) => {
    const other = await desk.create();
    const order = await desk.run(await desk.inProgress(), 'supervisor supervise');
    for (const step of steps) {
      const [who, action] = step.split(' ') as [Who, OrderAction];
      await desk.act(who, order, action, action === 'merge' ? { otherOrderId: other.id } : {});
    }
    expect(await desk.orders.get(THE_DESK, order.id)).toMatchObject({ status, supervision: null });
    const { items } = await desk.orders.list(THE_DESK, { supervision: 'yellow', limit: 200 });
    expect(items.map(({ id }) => id)).not.toContain(order.id);
  });

  it('is declined with the reason and the right channel', async () => {
    const order = await desk.create();
    expect(await refused(desk.act('seat', order, 'decline', { reason: 'no-time' }))).toMatchObject({
      details: { fields: [{ field: 'reason' }] },
    });
    const declined = await desk.act('seat', order, 'decline', { reason: 'emergency' });
    expect(declined).toMatchObject({ status: 'declined', decline: { code: 'emergency' } });
    expect(declined.decline?.channel.zh).toContain('110');
    expect(declined.decline?.channel.en).toContain('119');
    const other = await desk.create();
    expect(await refused(desk.act('seat', other, 'decline', { reason: 'other' }))).toMatchObject({
      details: { fields: [{ field: 'text' }] },
    });
    const text = '请向市律师协会反映';
    expect(await desk.act('seat', other, 'decline', { reason: 'other', text })).toMatchObject({
      status: 'declined',
      decline: { code: 'other', text },
    });
    await desk.query('UPDATE work_orders SET enterprise_id = $1 WHERE id = $2', [
      CAST.business.enterpriseId,
      other.id,
    ]);
    const shown = await desk.orders.get(actorOf(CAST.business), other.id);
    expect(shown.decline).toMatchObject({ reason: { zh: expect.any(String) as string }, text });
    expect(declined.decline?.text).toBeNull();
  });

  it('shows the number to call at once when it tells of an emergency', async () => {
    const order = await desk.create({ description: '隔壁仓库起火，有人受伤昏迷' });
    expect(order.emergencies.map(({ number }) => number)).toEqual(['119', '120']);
  });

  describe('one out of two', () => {
    const ofFirm = { creditCode: creditCode(42) };

    it('the same enterprise with the same matter is offered for merging; the count is kept', async () => {
      const first = await desk.create({ ...ofFirm, enterpriseName: '甲公司' });
      expect(first.similar).toEqual([]);
      const second = await desk.create({ ...ofFirm, enterpriseName: '甲（上海）公司' });
      expect(second).toMatchObject({
        enterpriseName: '甲公司',
        similar: [{ id: first.id, number: first.number }],
      });
      expect((await desk.create({ ...ofFirm, matterCode: 'GJJ-01' })).similar).toEqual([]);
      const merged = await desk.act('seat', second, 'merge', { otherOrderId: first.id });
      expect(merged).toMatchObject({ status: 'merged', mergedIntoId: first.id });
      const target = await desk.orders.get(THE_DESK, first.id);
      expect(target).toMatchObject({ repeats: 2, version: 2 });
      expect((await desk.history(first.id)).at(-1)?.details).toMatchObject({
        mergedOrderId: second.id,
        repeats: 2,
      });
    });

    it('not with itself, another enterprise, or one that is closed', async () => {
      const [order, stranger, closed] = [
        await desk.create(ofFirm),
        await desk.create({ enterpriseName: '乙公司' }),
        await desk.create(ofFirm),
      ];
      await desk.act('seat', closed, 'decline');
      for (const { id } of [order, stranger, closed, { id: uuidv7() }]) {
        const error = await refused(desk.act('seat', order, 'merge', { otherOrderId: id }));
        expect(error).toMatchObject({
          code: 'INVALID_ARGUMENT',
          details: { fields: [{ field: 'otherOrderId' }] },
        });
      }
    });
  });

  it('is split into orders of their own, which name it', async () => {
    const order = await desk.create({ confidential: true });
    expect(await refused(desk.act('seat', order, 'split', { parts: [] }))).toMatchObject({
      details: { fields: [{ field: 'parts' }] },
    });
    await desk.act('seat', order, 'split');
    const { items } = await desk.orders.list(actorOf(CAST.seat), { parentId: order.id });
    expect(items.map(({ title, status, confidential }) => [title, status, confidential])).toEqual([
      ['第2项', 'draft', true],
      ['第1项', 'draft', true],
    ]);
    const [last] = (await desk.history(order.id)).slice(-1);
    expect(last?.details['parts']).toEqual(items.map(({ number }) => number).reverse());
  });
});

import type { Identity, ListWorkOrders, WorkOrderView } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { DispatchDirectoryService } from '../../apps/enterprise-desk/src/dispatch-directory/dispatch-directory.service';
import { MessagesService } from '../../apps/enterprise-desk/src/messages/messages.service';
import { actorOf } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { CAST, GROUNDS, OrderDesk, refused } from '../support/orders';

describe('who sees which orders', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    for (const [role, { partyId, name }] of Object.entries(CAST))
      await desk.query(
        `INSERT INTO staff (id, login, password_hash, name, role, seat_groups, languages, capacity)
         VALUES ($1, $2, '', $3, 'seat', '{}', '{}', 1)`,
        [partyId, role, name],
      );
  });
  afterAll(() => desk?.close());

  const listed = async (identity: Identity, filter: ListWorkOrders = {}): Promise<string[]> =>
    (await desk.orders.list(actorOf(identity), { limit: 200, ...filter })).items.map(({ id }) => id);
  const sees = async (identity: Identity, { id }: WorkOrderView): Promise<boolean> => {
    const found = await desk.orders.get(actorOf(identity), id).then(
      () => true,
      ({ code }: { code: string }) => (code === 'NOT_FOUND' ? false : Promise.reject(new Error(code))),
    );
    expect((await listed(identity)).includes(id)).toBe(found);
    const history = await desk.history(id, actorOf(identity)).then(
      () => true,
      () => false,
    );
    expect(history).toBe(found);
    return found;
  };

  it('a confidential one: who took it down, those named, who oversees; and nobody else', async () => {
    expect(await refused(desk.create({ confidential: true, viewerIds: [uuidv7()] }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'viewerIds' }] },
    });
    const order = await desk.create({ confidential: true });
    expect([
      await sees(CAST.seat, order),
      await sees(CAST.other, order),
      await sees(CAST.lead, order),
    ]).toEqual([true, false, true]);
    expect(await refused(desk.act('other', order, 'dispatch'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await refused(desk.act('seat', order, 'disclose', { staffIds: [CAST.other.partyId] })),
    ).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await refused(desk.act('supervisor', order, 'disclose', { staffIds: [uuidv7()] }))).toMatchObject({
      details: { fields: [{ field: 'staffIds' }] },
    });
    await desk.act('supervisor', order, 'disclose', { staffIds: [CAST.other.partyId] });
    expect(await sees(CAST.other, order)).toBe(true);
  });

  it('becomes confidential later, for who took it down and those named, and open again', async () => {
    const order = await desk.create();
    await desk.run(
      order,
      'seat dispatch',
      'scjg sign',
      'scjg first-contact',
      'scjg reply',
      'seat accept-reply',
    );
    const followUps = () =>
      desk.query<{ confidential: boolean }>('SELECT confidential FROM follow_ups WHERE order_id = $1', [
        order.id,
      ]);
    expect(await refused(desk.act('other', order, 'conceal'))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refused(desk.act('seat', order, 'conceal', { version: 1 }))).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await refused(desk.act('seat', order, 'conceal', { staffIds: [uuidv7()] }))).toMatchObject({
      details: { fields: [{ field: 'staffIds' }] },
    });
    await desk.act('seat', order, 'conceal', { text: '涉及商业秘密' });
    expect(await followUps()).toEqual([{ confidential: true }]);
    expect([
      await sees(CAST.seat, order),
      await sees(CAST.other, order),
      await sees(CAST.scjg, order),
    ]).toEqual([true, false, true]);
    const other = { staffIds: [CAST.other.partyId] };
    await desk.act('lead', order, 'disclose', other);
    expect(await sees(CAST.other, order)).toBe(true);
    await desk.act('lead', order, 'withhold', other);
    expect(await sees(CAST.other, order)).toBe(false);
    expect(await refused(desk.act('seat', order, 'reveal'))).toMatchObject({ code: 'FORBIDDEN' });
    await desk.act('lead', order, 'reveal', { text: '已不涉密' });
    expect(await followUps()).toEqual([{ confidential: false }]);
    expect(await sees(CAST.other, order)).toBe(true);
    expect(await desk.query('SELECT FROM order_viewers WHERE order_id = $1', [order.id])).toEqual([]);
    expect((await desk.history(order.id)).slice(-4)).toMatchObject([
      { action: 'conceal', actorName: CAST.seat.name, text: '涉及商业秘密' },
      { action: 'disclose', details: other },
      { action: 'withhold', details: other },
      { action: 'reveal', text: '已不涉密' },
    ]);
    const kinds = await desk.query<{ kind: string }>(
      `SELECT kind FROM handovers WHERE order_id = $1 AND kind = 'confidentiality'`,
      [order.id],
    );
    expect(kinds).toHaveLength(2);
  });

  it('is told of in its conversation to those alone who oversee, while it is confidential', async () => {
    const conversationId = uuidv7();
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at)
       VALUES ($1, 'key', 'active', 'SCJG-01', 'scjg', 'zh', $2, '丁公司', $1, now())`,
      [conversationId, CAST.business.enterpriseId],
    );
    const expert: Identity = { ...CAST.scjg, partyId: uuidv7(), role: 'expert' };
    for (const { partyId } of [CAST.seat, CAST.other, expert])
      await desk.query(
        `INSERT INTO participants (conversation_id, party_id, kind, name, joined_at) VALUES ($1, $2, 'guest', '', now())`,
        [conversationId, partyId],
      );
    const readers = [CAST.business, expert, CAST.seat, CAST.other, CAST.lead];
    const told = async (): Promise<string[][]> =>
      Promise.all(
        readers.map(async (reader) => {
          const { entries } = await desk.app.get(MessagesService).list(reader, { conversationId });
          return entries.map(({ kind, system }) => system?.code ?? kind);
        }),
      );
    const order = await desk.create({ confidential: true, conversationId });
    const hidden = [['hidden'], ['hidden'], ['hidden'], ['hidden'], ['order-created']];
    expect(await told()).toEqual(hidden);
    const found = await desk.orders.list(actorOf(CAST.seat), { conversationId });
    expect(found.items.map(({ id }) => id)).toEqual([order.id]);

    await desk.act('lead', order, 'reveal');
    expect(await told()).toEqual(readers.map(() => ['order-created']));
    await desk.run(
      order,
      'seat dispatch',
      'scjg sign',
      'scjg first-contact',
      'scjg reply',
      'seat accept-reply',
    );
    expect(await told()).toEqual(readers.map(() => ['order-created', 'follow-up-asked']));
    await desk.act('seat', order, 'conceal');
    expect(await told()).toEqual(
      hidden.map(([one]) => (one === 'hidden' ? [one, one] : [one, 'follow-up-asked'])),
    );
  });

  it('is not named in the history of an open one into which it is merged', async () => {
    const [secret, open] = [await desk.create({ confidential: true }), await desk.create()];
    await desk.act('seat', secret, 'merge', { otherOrderId: open.id });
    expect((await desk.history(open.id)).at(-1)?.details).toEqual({ repeats: 2 });
  });

  it('brings about an entry of the directory whose grounds only they read who see the order', async () => {
    const order = await desk.create({ confidential: true });
    await desk.run(order, 'seat dispatch', 'scjg return', 'seat refuse-return', 'scjg return', 'lead rule');
    const entryFor = async (who: Identity) =>
      (await desk.app.get(DispatchDirectoryService).list(who, { state: 'proposed' })).items[0];
    const shown = { note: '由市场监管局办理', grounds: GROUNDS, sourceOrderId: order.id };
    const hidden = { note: null, grounds: [], sourceOrderId: null };
    expect(await entryFor(CAST.lead)).toMatchObject(shown);
    expect(await entryFor(CAST.seat)).toMatchObject(shown);
    expect(await entryFor(CAST.other)).toMatchObject({ agencyCode: 'SCJG', ...hidden });
    await desk.act('lead', order, 'reveal');
    expect(await entryFor(CAST.other)).toMatchObject(shown);
  });

  it('is classified anew, with the reason, by a code that there is', async () => {
    await desk.query(
      `INSERT INTO classifications (code, level, parent_code, name, remark)
       VALUES ('T10101', 3, 'T101', '登记注册', ''), ('T10102', 3, 'T101', '名称争议', '')`,
    );
    const order = await desk.create({ classification: 'T10101' });
    expect(await refused(desk.act('seat', order, 'classify', { classification: 'T99999' }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'classification' }] },
    });
    expect(await refused(desk.act('seat', order, 'classify', { classification: 'T10101' }))).toMatchObject({
      details: { fields: [{ field: 'classification' }] },
    });
    expect(await desk.act('other', order, 'classify')).toMatchObject({
      classification: 'T10102',
      version: 2,
    });
    expect((await desk.history(order.id)).at(-1)).toMatchObject({
      action: 'classify',
      text: '更正分类',
      details: { classification: 'T10102', formerClassification: 'T10101' },
    });
  });

  it('is not merged into, nor offered as similar to, one that one may not see', async () => {
    const secret = await desk.create({ confidential: true, enterpriseName: '丙公司' });
    const open = await desk.create({ enterpriseName: '丙公司' }, CAST.other);
    await desk.query('UPDATE work_orders SET enterprise_id = $1 WHERE id = ANY($2)', [
      CAST.business.enterpriseId,
      [secret.id, open.id],
    ]);
    expect(await desk.orders.similar(actorOf(CAST.other), open.id)).toEqual([]);
    expect(await desk.orders.similar(actorOf(CAST.lead), open.id)).toMatchObject([{ id: secret.id }]);
    expect(await refused(desk.act('other', open, 'merge', { otherOrderId: secret.id }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('an agency: its own, as lead or co-handler, and in an adjudication those it had', async () => {
    const order = await desk.create();
    const seen = () => Promise.all([CAST.scjg, CAST.gjj, CAST.zxqy].map((one) => sees(one, order)));
    expect(await seen()).toEqual([false, false, false]);
    await desk.run(order, 'seat dispatch', 'seat add-co-handler');
    expect(await seen()).toEqual([true, false, true]);
    await desk.run(order, 'scjg return', 'seat accept-return');
    expect(await seen()).toEqual([false, true, true]);
    await desk.run(order, 'gjj object');
    expect(await seen()).toEqual([true, true, true]);
    expect(await listed(CAST.scjg, { status: 'adjudicating' })).toContain(order.id);
    expect(await listed(CAST.scjg, { status: 'dispatched' })).not.toContain(order.id);
    await desk.act('supervisor', order, 'rule', { agencyCode: 'GJJ' });
    expect(await seen()).toEqual([false, true, true]);
    expect(await listed(CAST.lead, { agencyCode: 'ZXQY' })).toContain(order.id);
    expect(await listed(CAST.gjj, { agencyCode: 'ZXQY' })).toContain(order.id);
    expect(await listed(CAST.scjg, { agencyCode: 'ZXQY' })).not.toContain(order.id);
  });

  it('a co-handler: lists what it helps with by the status that the orders have now', async () => {
    const order = await desk.run(await desk.create(), 'seat dispatch', 'seat add-co-handler');
    const statuses = ['dispatched', 'signed', 'in-progress'] as const;
    const found = () =>
      Promise.all(statuses.map(async (status) => (await listed(CAST.zxqy, { status })).includes(order.id)));
    expect(await found()).toEqual([true, false, false]);
    await desk.run(order, 'scjg sign');
    expect(await found()).toEqual([false, true, false]);
    await desk.run(order, 'zxqy sign', 'scjg first-contact');
    expect(await found()).toEqual([false, false, true]);
  });

  it('an enterprise: its own; an expert: none', async () => {
    const { enterpriseId = '' } = CAST.business;
    const order = await desk.create();
    expect(await sees(CAST.business, order)).toBe(false);
    await desk.query('UPDATE work_orders SET enterprise_id = $1 WHERE id = $2', [enterpriseId, order.id]);
    expect(await sees(CAST.business, order)).toBe(true);
    expect(await listed(CAST.business, { enterpriseId: uuidv7() })).toEqual([]);
    expect(() => actorOf({ ...CAST.scjg, role: 'expert' })).toThrow('handle-orders');
  });

  it('pages through everything once, newest first, whatever the filter', async () => {
    const mine = (
      await Promise.all(Array.from({ length: 7 }, () => desk.create({ matterCode: 'ZXQY-01' })))
    ).map(({ id }) => id);
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const filter = { matterCode: 'ZXQY-01', limit: 3, ...(cursor ? { cursor } : {}) };
      const page = await desk.orders.list(actorOf(CAST.seat), filter);
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual([...mine].sort().reverse());
    const bad = Buffer.from('["; DROP TABLE"]').toString('base64url');
    expect(await refused(desk.orders.list(actorOf(CAST.seat), { cursor: bad }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

import { ORDER_ACTIONS, ORDER_STATUSES, type OrderAction, type OrderStatus } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { actorOf } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import {
  isAgencyAction,
  ORDER_TRANSITIONS,
} from '../../apps/enterprise-desk/src/work-orders/work-order-status';
import { CAST, MINIMUM, OrderDesk, refused, type Who } from '../support/orders';

/** How an order gets into each status. */
const WAYS: Record<OrderStatus, `${Who} ${OrderAction}`[]> = {
  draft: [],
  dispatched: ['seat dispatch'],
  signed: ['seat dispatch', 'scjg sign'],
  'in-progress': ['seat dispatch', 'scjg sign', 'scjg first-contact'],
  returned: ['seat dispatch', 'scjg return'],
  adjudicating: ['seat dispatch', 'scjg return', 'seat refuse-return', 'scjg return'],
  replied: ['seat dispatch', 'scjg sign', 'scjg first-contact', 'scjg reply'],
  'following-up': ['seat dispatch', 'scjg sign', 'scjg first-contact', 'scjg reply', 'seat accept-reply'],
  settled: [
    'seat dispatch',
    'scjg sign',
    'scjg first-contact',
    'scjg reply',
    'seat accept-reply',
    'other settle',
  ],
  archived: [
    'seat dispatch',
    'scjg sign',
    'scjg first-contact',
    'scjg reply',
    'seat accept-reply',
    'other settle',
    'seat archive',
  ],
  declined: ['seat decline'],
  merged: [],
  withdrawn: ['seat dispatch', 'seat withdraw'],
};

describe('work orders', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const inStatus = async (status: OrderStatus) => {
    const order = await desk.create();
    if (status !== 'merged') return desk.run(order, ...WAYS[status]);
    const other = await desk.create();
    return desk.act('seat', order, 'merge', { otherOrderId: other.id });
  };
  /** Everything that is stored about the order. */
  const stored = (id: string) =>
    desk.query(
      `SELECT (SELECT jsonb_agg(w) FROM work_orders w WHERE id = $1) AS order,
              (SELECT jsonb_agg(a ORDER BY agency_code) FROM order_agencies a WHERE order_id = $1) AS agencies,
              (SELECT jsonb_agg(h ORDER BY sequence) FROM order_history h WHERE order_id = $1) AS history,
              (SELECT count(*) FROM outbox) AS events, (SELECT count(*) FROM work_orders) AS orders`,
      [id],
    );

  describe.each(ORDER_STATUSES)('while %s', (status) => {
    const illegal = ORDER_ACTIONS.filter((action) => !ORDER_TRANSITIONS[action].from.includes(status));

    it(`refuses ${illegal.length} actions and stays as it is`, async () => {
      const order = await inStatus(status);
      expect(order.status).toBe(status);
      // An agency that has no part in a draft, or has lost it, does not even see the order.
      const leads = order.agencies.some(({ agencyCode }) => agencyCode === 'SCJG');
      for (const action of illegal) {
        const who = isAgencyAction(action) ? 'scjg' : 'supervisor';
        const before = await stored(order.id);
        const error = await refused(desk.act(who, order, action, MINIMUM[action]));
        expect([action, error.code]).toEqual([
          action,
          isAgencyAction(action) && !leads ? 'NOT_FOUND' : 'INVALID_STATE',
        ]);
        if (error.code === 'INVALID_STATE') {
          expect(error.details).toMatchObject({ state: status, action, last: { sequence: order.version } });
          expect(error.details?.['allowed']).not.toContain(action);
        }
        expect(await stored(order.id)).toEqual(before);
      }
    });
  });

  it('tells who loses what happened, and does only what the winner wanted', async () => {
    const order = await desk.create();
    const results = await Promise.allSettled(
      (['dispatch', 'decline'] as const).map((action) =>
        desk.orders.act(actorOf(CAST[action === 'dispatch' ? 'seat' : 'other']), {
          orderId: order.id,
          action,
          version: order.version,
          idempotencyKey: uuidv7(),
          ...MINIMUM[action],
        }),
      ),
    );
    const won = results.findIndex(({ status }) => status === 'fulfilled');
    const [lost] = results.filter((result) => result.status === 'rejected');
    const winner = [
      { action: 'dispatch', actorName: '陈静', status: 'dispatched' },
      { action: 'decline', actorName: '周明', status: 'declined' },
    ][won];
    expect(lost?.reason).toMatchObject({ code: 'CONFLICT', details: { version: 2, last: winner } });
    expect(await desk.history(order.id)).toMatchObject([{ action: 'create' }, winner ?? {}]);
  });

  it('does a repeated action once, and refuses its key for another one', async () => {
    const order = await desk.create();
    const request = { orderId: order.id, action: 'dispatch' as const, version: 1, idempotencyKey: uuidv7() };
    const seat = actorOf(CAST.seat);
    const both = await Promise.all([desk.orders.act(seat, request), desk.orders.act(seat, request)]);
    expect(both.map(({ version, status }) => [version, status])).toEqual([
      [2, 'dispatched'],
      [2, 'dispatched'],
    ]);
    expect(await desk.history(order.id)).toHaveLength(2);
    expect(await refused(desk.orders.act(seat, { ...request, action: 'urge' }))).toMatchObject({
      code: 'CONFLICT',
      details: { fields: [{ field: 'idempotencyKey' }] },
    });
    expect(
      (await desk.orders.act(actorOf(CAST.other), { ...request, version: 2, action: 'urge' })).version,
    ).toBe(3);
  });

  it('takes a repeated order down once', async () => {
    const idempotencyKey = uuidv7();
    const both = await Promise.all([desk.create({ idempotencyKey }), desk.create({ idempotencyKey })]);
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect((await desk.create({ idempotencyKey })).id).toBe(both[0].id);
    expect((await desk.create({ idempotencyKey }, CAST.other)).id).not.toBe(both[0].id);
  });

  it('takes no order for taken down under a key that was used for an action', async () => {
    const idempotencyKey = uuidv7();
    await desk.act('seat', await desk.create(), 'remark', { idempotencyKey });
    expect(await refused(desk.create({ idempotencyKey }))).toMatchObject({
      code: 'CONFLICT',
      details: { fields: [{ field: 'idempotencyKey', problem: 'was used for "remark"' }] },
    });
  });

  it('has a history that is read page by page, from the first entry to the last', async () => {
    const order = await inStatus('in-progress');
    for (let n = 0; n < 5; n += 1) await desk.act('seat', order, 'remark');
    const read: number[][] = [];
    for (let cursor: string | undefined; ;) {
      const page = await desk.orders.history(actorOf(CAST.other), {
        orderId: order.id,
        limit: 4,
        ...(cursor ? { cursor } : {}),
      });
      read.push(page.items.map(({ sequence }) => sequence));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(read).toEqual([[1, 2, 3, 4], [5, 6, 7, 8], [9]]);
    const cursor = Buffer.from('["x"]').toString('base64url');
    expect(
      await refused(desk.orders.history(actorOf(CAST.seat), { orderId: order.id, cursor })),
    ).toMatchObject({
      code: 'INVALID_ARGUMENT',
      details: { fields: [{ field: 'cursor' }] },
    });
  });

  it('numbers by day, each number once', async () => {
    const orders = await Promise.all(Array.from({ length: 30 }, () => desk.create()));
    expect(new Set(orders.map(({ number }) => number)).size).toBe(30);
    for (const { number } of orders) expect(number).toMatch(/^QF20\d{6}-\d{6}$/);
  });
});

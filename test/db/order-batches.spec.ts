import type { ActOnOrder, OrderAction, WorkOrderView } from '#contracts';
import { newRequestContext, runInContext } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { actorOf } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { CAST, MINIMUM, OrderDesk } from '../support/orders';

/** Orders that are taken down and acted on at the same moment share a transaction, and nothing else. */
describe('orders at the same moment', () => {
  let desk: OrderDesk;
  let second: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    second = await OrderDesk.beside(desk);
  });
  afterAll(async () => {
    await second?.closeBeside();
    await desk?.close();
  });

  const many = <T>(count: number, work: (n: number) => Promise<T>): Promise<T[]> =>
    Promise.all(Array.from({ length: count }, (_, n) => work(n)));
  const act = (
    who: keyof typeof CAST,
    { id, version }: Pick<WorkOrderView, 'id' | 'version'>,
    action: OrderAction,
    over: Partial<ActOnOrder> = {},
    on = desk,
  ) =>
    on.orders.act(actorOf(CAST[who]), {
      ...{ orderId: id, action, version, idempotencyKey: uuidv7() },
      ...MINIMUM[action],
      ...over,
    });
  /** In how many transactions these rows were written. */
  const transactions = async (table: string, column: string, ids: string[]): Promise<number> => {
    const [row] = await desk.query<{ count: number }>(
      `SELECT count(DISTINCT xmin::text)::int AS count FROM ${table} WHERE ${column} = ANY($1)`,
      [ids],
    );
    return row?.count ?? 0;
  };
  const idsOf = (orders: readonly { id: string }[]): string[] => orders.map(({ id }) => id);

  it('share few transactions', async () => {
    const orders = await many(40, () => desk.create());
    expect(await transactions('work_orders', 'id', idsOf(orders))).toBeLessThan(10);
    const dispatched = await Promise.all(orders.map((order) => act('seat', order, 'dispatch')));
    expect(await transactions('order_agencies', 'order_id', idsOf(orders))).toBeLessThan(10);
    for (const { status, clocks, agencies } of dispatched) {
      expect(status).toBe('dispatched');
      expect(clocks.map(({ kind }) => kind).sort()).toEqual(['first-contact', 'handling', 'return', 'sign']);
      expect(agencies).toMatchObject([{ agencyCode: 'SCJG', part: 'lead' }]);
    }
    const ledger = await desk.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM handovers WHERE order_id = ANY($1) AND kind = 'order' GROUP BY order_id`,
      [idsOf(orders)],
    );
    expect(ledger).toEqual(orders.map(() => ({ count: 1 })));
  });

  it('keep to themselves what is wrong with one of them', async () => {
    const [good, other, stale, illegal, unseen, forbidden, wanting] = await many(7, () => desk.create());
    const late = await desk.run(await desk.create(), 'seat dispatch');
    await desk.query(`UPDATE order_clocks SET due_at = now() - interval '1 hour' WHERE order_id = $1`, [
      late.id,
    ]);
    if (!good || !other || !stale || !illegal || !unseen || !forbidden || !wanting)
      throw new Error('too few');
    await act('seat', stale, 'remark');
    const before = await desk.query('SELECT * FROM order_history WHERE order_id = ANY($1)', [
      idsOf([stale, illegal, unseen, forbidden, wanting, late]),
    ]);
    const results = await Promise.allSettled([
      act('seat', good, 'dispatch'),
      act('seat', stale, 'dispatch'),
      act('seat', illegal, 'accept-reply'),
      act('gjj', unseen, 'sign'),
      act('seat', forbidden, 'supervise'),
      act('seat', wanting, 'remark', { text: '' }),
      // Refused by the clocks, after the batch has begun to write.
      act('scjg', late, 'return'),
      act('other', other, 'decline'),
    ]);
    expect(
      results.map((result) =>
        result.status === 'fulfilled' ? result.value.status : (result.reason as { code: string }).code,
      ),
    ).toEqual([
      'dispatched',
      'CONFLICT',
      'INVALID_STATE',
      'NOT_FOUND',
      'FORBIDDEN',
      'INVALID_ARGUMENT',
      'INVALID_STATE',
      'declined',
    ]);
    expect(
      await desk.query('SELECT * FROM order_history WHERE order_id = ANY($1)', [
        idsOf([stale, illegal, unseen, forbidden, wanting, late]),
      ]),
    ).toEqual(before);
    expect(await desk.history(good.id)).toHaveLength(2);
  });

  it('are done once each under their keys, whichever desk is asked', async () => {
    const idempotencyKey = uuidv7();
    const orders = await many(12, (n) => (n % 2 ? second : desk).create(n < 6 ? { idempotencyKey } : {}));
    expect(new Set(idsOf(orders)).size).toBe(7);
    const [order] = orders;
    if (!order) throw new Error('none');
    const key = { idempotencyKey: uuidv7() };
    const done = await many(8, (n) => act('seat', order, 'dispatch', key, n % 2 ? second : desk));
    expect(new Set(done.map(({ version }) => version))).toEqual(new Set([2]));
    expect(await desk.history(order.id)).toHaveLength(2);
  });

  it('are told of under the request that each belongs to', async () => {
    const orders = await many(10, (n) =>
      runInContext(newRequestContext({ requestId: `create-${n}` }), () => desk.create()),
    );
    await Promise.all(
      orders.map((order, n) =>
        runInContext(newRequestContext({ requestId: `dispatch-${n}` }), () => act('seat', order, 'dispatch')),
      ),
    );
    const events = await desk.query<{ id: string; type: string; request: string }>(
      `SELECT coalesce(data->>'orderId', data->'order'->>'id') AS id, type, request_id AS request FROM outbox
        WHERE coalesce(data->>'orderId', data->'order'->>'id') = ANY($1)`,
      [idsOf(orders)],
    );
    expect(events).toHaveLength(30);
    for (const { id, type, request } of events) {
      const cause = type === 'desk.evt.work-order.created' ? 'create' : 'dispatch';
      expect(request).toBe(`${cause}-${idsOf(orders).indexOf(id)}`);
    }
  });

  it('are taken down and dispatched in one transaction where that is asked for', async () => {
    const orders = await many(8, (n) => desk.create({ dispatch: n < 4 }));
    expect(orders.map(({ status, version }) => [status, version])).toEqual([
      ...Array.from({ length: 4 }, () => ['dispatched', 2]),
      ...Array.from({ length: 4 }, () => ['draft', 1]),
    ]);
    const [first] = orders;
    if (!first) throw new Error('none');
    const history = await desk.history(first.id);
    expect(history.map(({ action, status }) => [action, status])).toEqual([
      ['create', 'draft'],
      ['dispatch', 'dispatched'],
    ]);
    expect(first.clocks).toHaveLength(4);
  });

  it('of one enterprise add it once, and are its orders', async () => {
    const creditCode = '91350100M000100Y43';
    const orders = await many(6, (n) => (n % 2 ? second : desk).create({ creditCode }));
    expect(new Set(orders.map(({ enterpriseId }) => enterpriseId)).size).toBe(1);
    expect(orders[0]?.enterpriseId).not.toBeNull();
  });

  it('keep a text that is no text of Unicode from harming the others', async () => {
    const orders = await Promise.all([
      desk.create({ title: `半个\ud83d字` }),
      desk.create({ title: '整个\u{1f4a1}字' }),
    ]);
    const stored = await desk.query<{ title: string }>(
      'SELECT title FROM work_orders WHERE id = ANY($1) ORDER BY title',
      [idsOf(orders)],
    );
    expect(stored.map(({ title }) => title).sort()).toEqual(['半个\ufffd字', '整个\u{1f4a1}字']);
    await Promise.all(orders.map((order) => act('seat', order, 'dispatch', { text: `又\udca1` })));
  });
});

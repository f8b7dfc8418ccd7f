import type { WorkOrderView } from '#contracts';
import { OrderDesk, refused } from '../support/orders';

describe('the clocks of agencies', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const clockOf = ({ clocks }: WorkOrderView, kind: string, agencyCode: string) =>
    clocks.filter((clock) => clock.kind === kind && clock.agencyCode === agencyCode).at(-1);
  const running = ({ clocks }: WorkOrderView): string[] =>
    clocks
      .filter(({ endedAt }) => endedAt === null)
      .map(({ kind, agencyCode }) => `${agencyCode} ${kind}`)
      .sort();

  it('of a co-handler go on when the order goes to another lead, and stand while that is disputed', async () => {
    const order = await desk.create();
    const helped = await desk.run(order, 'seat dispatch', 'seat add-co-handler');
    const own = clockOf(helped, 'handling', 'ZXQY');
    const reassigned = await desk.run(order, 'seat reassign');
    expect(running(reassigned).filter((clock) => clock.startsWith('ZXQY'))).toEqual([
      'ZXQY handling',
      'ZXQY sign',
    ]);
    expect(clockOf(reassigned, 'handling', 'ZXQY')).toEqual(own);
    const disputed = await desk.run(order, 'gjj object');
    expect(clockOf(disputed, 'handling', 'ZXQY')).toMatchObject({ endedAt: null });
    expect(clockOf(disputed, 'handling', 'ZXQY')?.pausedAt).not.toBeNull();
    const ruled = await desk.run(order, 'supervisor rule');
    expect(clockOf(ruled, 'handling', 'ZXQY')).toMatchObject({ endedAt: null, pausedAt: null });
    const leads = await desk.run(await desk.create(), 'seat dispatch', 'seat add-co-handler');
    const asLead = await desk.act('seat', leads, 'reassign', { agencyCode: 'ZXQY', text: '由协办单位主办' });
    expect(running(asLead)).toEqual(['ZXQY first-contact', 'ZXQY handling', 'ZXQY return', 'ZXQY sign']);
    expect(clockOf(asLead, 'handling', 'ZXQY')?.startedAt).not.toBe(
      clockOf(leads, 'handling', 'ZXQY')?.startedAt,
    );
  });

  it('of a co-handler end when it is relieved, with the light that it alone gave the order', async () => {
    const helped = await desk.run(await desk.create(), 'seat dispatch', 'scjg sign', 'seat add-co-handler');
    await desk.query(
      `WITH late AS (UPDATE order_clocks SET light = 'yellow', level = 1
                      WHERE order_id = $1 AND agency_code = 'ZXQY' RETURNING order_id)
       UPDATE work_orders SET supervision = 'yellow' WHERE id IN (SELECT order_id FROM late)`,
      [helped.id],
    );
    const relieved = await desk.run(helped, 'seat relieve-co-handler');
    expect(running(relieved)).toEqual(running(helped).filter((clock) => clock.startsWith('SCJG')));
    expect(relieved.supervision).toBeNull();
    expect(
      await desk.query(
        `SELECT c.kind, c.dropped, t.key AS timer FROM order_clocks c
           LEFT JOIN timers t ON t.kind = 'order-clock' AND t.key = c.id::text
          WHERE c.order_id = $1 AND c.agency_code = 'ZXQY' ORDER BY c.kind`,
        [helped.id],
      ),
    ).toEqual(['handling', 'sign'].map((kind) => ({ kind, dropped: true, timer: null })));
    const facts = () =>
      desk.query('SELECT signed_in_time, settled_in_time FROM order_facts WHERE order_id = $1', [helped.id]);
    expect(await facts()).toEqual([{ signed_in_time: true, settled_in_time: null }]);
    await desk.run(helped, 'scjg first-contact', 'scjg reply', 'seat accept-reply', 'other settle');
    expect(await facts()).toEqual([{ signed_in_time: true, settled_in_time: true }]);
  });

  it('of a second handling are so for another lead, too', async () => {
    const order = await desk.create();
    const steps = [
      'seat dispatch',
      'scjg sign',
      'scjg first-contact',
      'scjg reply',
      'seat accept-reply',
    ] as const;
    await desk.run(order, ...steps, 'other redo', 'seat reassign');
    const clocks = await desk.query(
      `SELECT second, amount FROM order_clocks WHERE order_id = $1 AND agency_code = 'GJJ' AND kind = 'handling'`,
      [order.id],
    );
    expect(clocks).toEqual([{ second: true, amount: { workdays: 3 } }]);
  });

  it('let an extension be asked for before the deadline, and granted later', async () => {
    const overdue = (id: string) =>
      desk.query(
        `UPDATE order_clocks SET due_at = now() - interval '1 minute' WHERE order_id = $1 AND kind = 'handling'`,
        [id],
      );
    const late = await desk.create();
    await desk.run(late, 'seat dispatch', 'scjg sign');
    await overdue(late.id);
    expect(await refused(desk.act('scjg', late, 'request-extension'))).toMatchObject({
      code: 'INVALID_STATE',
      details: { action: 'request-extension', dueAt: expect.any(String) as string },
    });
    expect(await desk.run(late)).toMatchObject({ status: 'signed', extension: null });
    const asked = await desk.create();
    await desk.run(asked, 'seat dispatch', 'scjg sign', 'scjg request-extension');
    await overdue(asked.id);
    expect((await desk.act('seat', asked, 'grant-extension')).extension?.state).toBe('granted');
  });

  it('of a supervision stand while the order waits for the enterprise or is disputed', async () => {
    const order = await desk.run(await desk.create(), 'seat dispatch', 'scjg sign', 'seat suspend');
    const waiting = clockOf(await desk.act('supervisor', order, 'supervise'), 'supervision', 'SCJG');
    expect(waiting?.pausedAt).toBe(waiting?.startedAt);
    const resumed = clockOf(await desk.run(order, 'seat resume'), 'supervision', 'SCJG');
    expect(resumed).toMatchObject({ startedAt: waiting?.startedAt, pausedAt: null, endedAt: null });

    const disputed = await desk.run(
      await desk.create(),
      'seat dispatch',
      'scjg return',
      'seat refuse-return',
      'scjg return',
    );
    const supervised = await desk.act('supervisor', disputed, 'supervise');
    expect(clockOf(supervised, 'supervision', 'SCJG')?.pausedAt).not.toBeNull();
    expect(clockOf(supervised, 'adjudication', 'desk')?.pausedAt).toBeNull();
    const ruled = await desk.run(disputed, 'supervisor rule');
    expect(clockOf(ruled, 'supervision', 'SCJG')).toMatchObject({ pausedAt: null, endedAt: null });
  });

  it.each([
    ['reviewed', [], 'seat refuse-reply'],
    ['followed up', ['seat accept-reply'], 'other redo'],
  ] as const)(
    'of a supervision stand while a reply is %s, and run once it is sent back',
    async (_, steps, back) => {
      const order = await desk.run(
        await desk.create(),
        'seat dispatch',
        'scjg sign',
        'scjg first-contact',
        'scjg reply',
        ...steps,
      );
      const supervised = await desk.act('supervisor', order, 'supervise');
      expect(clockOf(supervised, 'supervision', 'SCJG')?.pausedAt).not.toBeNull();
      await desk.query(
        `UPDATE order_clocks SET light = 'yellow', level = 1 WHERE order_id = $1 AND kind = 'follow-up'`,
        [order.id],
      );
      const sentBack = await desk.run(order, back);
      expect(sentBack.supervision).toBe('yellow');
      expect(clockOf(sentBack, 'supervision', 'SCJG')).toMatchObject({ pausedAt: null, endedAt: null });
      expect(clockOf(sentBack, 'handling', 'SCJG')).toMatchObject({ pausedAt: null, endedAt: null });
    },
  );

  it('of a supervision go to the next lead: only who oversees releases the order', async () => {
    const order = await desk.run(await desk.create(), 'seat dispatch', 'supervisor supervise');
    await desk.query(
      `UPDATE order_clocks SET light = 'yellow', level = 1 WHERE order_id = $1 AND kind = 'sign'`,
      [order.id],
    );
    const reassigned = await desk.run(order, 'seat reassign');
    expect(running(reassigned).filter((clock) => clock.endsWith('supervision'))).toEqual(['GJJ supervision']);
    expect(reassigned.supervision).toBe('yellow');
    const replied = await desk.run(order, 'gjj sign', 'gjj first-contact', 'gjj reply');
    expect(running(replied)).toEqual([]);
  });
});

import { actorOf } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { CAST, OrderDesk, refused } from '../support/orders';

describe('co-handlers', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  it('sign, contact and reply for themselves; the lead replies for all, after them', async () => {
    const order = await desk.inProgress();
    await desk.act('seat', order, 'add-co-handler');
    expect(await refused(desk.act('seat', order, 'add-co-handler'))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await refused(desk.act('scjg', order, 'reply'))).toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining('ZXQY') as string,
    });
    expect(await refused(desk.act('zxqy', order, 'return'))).toMatchObject({ code: 'FORBIDDEN' });
    const after = await desk.run(order, 'zxqy sign', 'zxqy first-contact', 'zxqy reply');
    expect(after.status).toBe('in-progress');
    const [lead, other] = after.agencies;
    expect(lead).toMatchObject({ agencyCode: 'SCJG', repliedAt: null });
    expect(other).toMatchObject({
      agencyCode: 'ZXQY',
      part: 'co-handler',
      repliedAt: expect.any(String) as string,
    });
    expect((await desk.act('scjg', order, 'reply')).status).toBe('replied');
  });

  it('are asked for their position in an adjudication, and state it, as who was relieved may', async () => {
    const order = await desk.run(
      await desk.create(),
      'seat dispatch',
      'seat add-co-handler',
      'scjg return',
      'seat refuse-return',
    );
    await desk.act('seat', order, 'add-co-handler', { agencyCode: 'GJJ' });
    await desk.act('seat', order, 'relieve-co-handler', { agencyCode: 'GJJ' });
    await desk.act('scjg', order, 'return');
    const asked = await desk.query<{ agency: string }>(
      `SELECT agency_code AS agency FROM handovers WHERE order_id = $1 AND kind = 'position-asked' ORDER BY 1`,
      [order.id],
    );
    expect(asked.map(({ agency }) => agency)).toEqual(['GJJ', 'SCJG', 'ZXQY']);
    for (const who of ['scjg', 'zxqy', 'gjj'] as const)
      expect((await desk.act(who, order, 'state-position')).status).toBe('adjudicating');
  });

  describe('that do not reply', () => {
    const helped = async () => desk.run(await desk.inProgress(), 'seat add-co-handler');

    it('are relieved of the order by the desk, with the reason; then the lead replies without them', async () => {
      const order = await helped();
      expect(await refused(desk.act('scjg', order, 'reply'))).toMatchObject({
        code: 'INVALID_STATE',
        details: { allowed: expect.not.arrayContaining(['reply']) as string[] },
      });
      expect(await refused(desk.act('scjg', order, 'relieve-co-handler'))).toMatchObject({
        code: 'FORBIDDEN',
      });
      for (const [over, field] of [
        [{ text: '' }, 'text'],
        [{ agencyCode: 'SCJG' }, 'agencyCode'],
        [{ agencyCode: 'GJJ' }, 'agencyCode'],
      ] as const)
        expect(await refused(desk.act('seat', order, 'relieve-co-handler', over))).toMatchObject({
          code: 'INVALID_ARGUMENT',
          details: { fields: [{ field }] },
        });
      const relieved = await desk.act('seat', order, 'relieve-co-handler');
      expect(relieved).toMatchObject({ status: 'in-progress', agencies: [{ agencyCode: 'SCJG' }] });
      expect((await desk.history(order.id)).at(-1)).toMatchObject({
        action: 'relieve-co-handler',
        actorName: CAST.seat.name,
        text: '逾期未答复，由主办单位一并答复',
        details: { agencyCode: 'ZXQY' },
      });
      expect(await refused(desk.act('zxqy', order, 'sign'))).toMatchObject({ code: 'NOT_FOUND' });
      const listed = await desk.orders.list(actorOf(CAST.zxqy), { limit: 200 });
      expect(listed.items.map(({ id }) => id)).not.toContain(order.id);
      expect((await desk.act('scjg', order, 'reply')).status).toBe('replied');
    });

    it('may be asked to help again', async () => {
      const order = await desk.run(await helped(), 'zxqy sign', 'seat relieve-co-handler');
      const again = await desk.act('seat', order, 'add-co-handler');
      expect(again.agencies[1]).toMatchObject({ agencyCode: 'ZXQY', part: 'co-handler', signedAt: null });
      expect(await refused(desk.act('scjg', order, 'reply'))).toMatchObject({ code: 'INVALID_STATE' });
    });

    it('are not relieved where there are none', async () => {
      const order = await desk.inProgress();
      expect(order.allowed).not.toContain('relieve-co-handler');
      expect(await refused(desk.act('seat', order, 'relieve-co-handler'))).toMatchObject({
        code: 'INVALID_STATE',
      });
    });
  });
});

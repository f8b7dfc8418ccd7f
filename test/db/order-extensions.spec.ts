import { OrderDesk, refused } from '../support/orders';

describe('an extension', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  it('is asked for once, and answered', async () => {
    const order = await desk.inProgress();
    const asked = await desk.act('scjg', order, 'request-extension');
    expect(asked.extension).toEqual({ state: 'requested', workdays: 5, reason: '需要现场核查' });
    expect((await desk.act('seat', order, 'grant-extension')).extension?.state).toBe('granted');
    for (const [who, action] of [
      ['seat', 'grant-extension'],
      ['scjg', 'request-extension'],
    ] as const)
      expect(await refused(desk.act(who, order, action))).toMatchObject({ code: 'INVALID_STATE' });
  });

  it('that nobody has answered falls with the reply that is accepted, and is no claim after a redo', async () => {
    const order = await desk.run(
      await desk.inProgress(),
      'scjg request-extension',
      'scjg reply',
      'seat accept-reply',
      'other redo',
    );
    expect(order.extension).toBeNull();
    expect(await refused(desk.act('seat', order, 'grant-extension'))).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect((await desk.act('scjg', order, 'request-extension')).extension?.state).toBe('requested');
  });

  it('that is shorter than asked for is shown, and told the agency, as it was granted', async () => {
    const order = await desk.run(await desk.inProgress(), 'scjg request-extension');
    const granted = await desk.act('seat', order, 'grant-extension', { workdays: 2 });
    expect(granted.extension).toEqual({ state: 'granted', workdays: 2, reason: '需要现场核查' });
    const [handover] = await desk.query<{ payload: object }>(
      `SELECT payload FROM handovers WHERE order_id = $1 AND kind = 'extension-decided'`,
      [order.id],
    );
    expect(handover?.payload).toMatchObject({ decision: 'granted', workdays: 2 });
  });

  it('that one agency asked for is neither granted to the next one nor asked for in its name', async () => {
    const order = await desk.run(await desk.create(), 'seat dispatch', 'scjg sign', 'scjg request-extension');
    const reassigned = await desk.run(order, 'seat reassign', 'gjj sign');
    expect(reassigned.extension).toBeNull();
    expect(await refused(desk.act('seat', order, 'grant-extension'))).toMatchObject({
      code: 'INVALID_STATE',
    });
    expect((await desk.act('gjj', order, 'request-extension')).extension?.state).toBe('requested');
  });
});

import { createHash } from 'node:crypto';
import type { Identity } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { AgencyOrdersService } from '../../apps/enterprise-desk/src/agency-orders/agency-orders.service';
import { CAST, OrderDesk, refused } from '../support/orders';

describe('what an agency has done with an order that has left it since', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const agencies = () => desk.app.get(AgencyOrdersService);
  const key: Identity = { ...CAST.scjg, scopes: ['orders:act'] };
  const dispatched = async (): Promise<string> => (await desk.run(await desk.create(), 'seat dispatch')).id;

  it('is answered as done when its system delivers it again', async () => {
    const orderId = await dispatched();
    const returned = { orderId, action: 'return' as const, reason: 'not-our-duty', deliveryId: uuidv7() };
    const digest = createHash('sha256').update(orderId).digest('hex');
    const deliver = (signedAt: string, deliveryId = returned.deliveryId) =>
      agencies().receive('SCJG', { ...returned, digest, signedAt, deliveryId });
    await deliver('2026-11-24T02:00:00.000Z');
    await desk.run({ id: orderId }, 'lead accept-return');
    expect(await deliver('2026-11-24T02:01:00.000Z')).toMatchObject({ orderId, status: 'dispatched' });
    expect((await refused(deliver('2026-11-24T02:02:00.000Z', uuidv7()))).code).toBe('NOT_FOUND');
  });

  it('is answered as done when it is asked for again under its key', async () => {
    const orderId = await dispatched();
    const sign = { orderId, action: 'sign' as const, idempotencyKey: uuidv7() };
    await agencies().act(key, sign);
    await desk.run({ id: orderId }, 'lead reassign');
    expect(await agencies().act(key, sign)).toMatchObject({ orderId, status: 'dispatched' });
    for (const other of [{ action: 'note' as const, text: '核查' }, { idempotencyKey: uuidv7() }])
      expect((await refused(agencies().act(key, { ...sign, ...other }))).code).toBe('NOT_FOUND');
  });
});

import { v7 as uuidv7 } from 'uuid';
import type { Identity } from '#contracts';
import { ConversationsService } from '../../apps/enterprise-desk/src/conversations/conversations.service';
import { EndingService } from '../../apps/enterprise-desk/src/conversations/ending.service';
import { MessagesService } from '../../apps/enterprise-desk/src/messages/messages.service';
import { DeferredOrdersService } from '../../apps/enterprise-desk/src/work-orders/deferred-orders.service';
import { THE_DESK } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { CAST, OrderDesk, refused } from '../support/orders';

describe('what was left for later', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const leave = async (kind: string) => {
    const [conversationId, requestId] = [uuidv7(), uuidv7()];
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at)
       VALUES ($1, 'key', 'deferred', 'GJJ-01', 'gjj', 'zh', $2, '丁公司', $1, now())`,
      [conversationId, CAST.business.enterpriseId],
    );
    await desk.query(
      `INSERT INTO participants (conversation_id, party_id, kind, name, joined_at) VALUES ($1, $1, 'business', '张**', now())`,
      [conversationId],
    );
    await desk.query(
      `INSERT INTO deferred_requests (id, conversation_id, kind, matter_code, enterprise_name, contact_due_at,
         contact_due_provisional, created_at) VALUES ($1, $2, $3, 'GJJ-01', '丁公司', now(), false, now())`,
      [requestId, conversationId, kind],
    );
    const data = {
      deferredRequestId: requestId,
      kind: 'request' as const,
      conversationId,
      matterCode: 'GJJ-01',
    };
    return { conversationId, requestId, data };
  };
  type Left = Awaited<ReturnType<typeof leave>>;
  const sent = () => ({ id: uuidv7(), occurredAt: new Date().toISOString(), requestId: 'r' });
  const envelope = (data: Left['data']) => ({
    ...sent(),
    type: 'desk.evt.request.deferred' as const,
    data,
  });
  const withdrawn = ({ requestId: deferredRequestId, conversationId }: Left) => ({
    ...sent(),
    type: 'desk.evt.request.withdrawn' as const,
    data: { deferredRequestId, conversationId },
  });
  /** As when the bot's Answer solves it, or a call-back is asked for again. */
  const setWithdrawn = async ({ requestId, conversationId }: Left, value: 'now()' | 'NULL') => {
    await desk.query(`UPDATE deferred_requests SET withdrawn_at = ${value} WHERE id = $1`, [requestId]);
    const status = value === 'NULL' ? 'deferred' : 'resolved';
    await desk.query('UPDATE conversations SET status = $2 WHERE id = $1', [conversationId, status]);
  };
  const notices = async ({ conversationId }: Left) =>
    (
      await desk.query<{ system: { code: string; params: { number: string } } }>(
        'SELECT system FROM entries WHERE conversation_id = $1 ORDER BY sequence',
        [conversationId],
      )
    ).map(({ system: { code, params } }) => `${code} ${params.number}`);
  const ordersOf = async ({ conversationId }: Left) =>
    (await desk.orders.list(THE_DESK, { conversationId })).items;

  it('becomes one order, 次紧急, with the agency at once, however often it is told', async () => {
    const { conversationId, requestId, data } = await leave('request');
    const deferred = desk.app.get(DeferredOrdersService);
    const event = envelope(data);
    await Promise.all([deferred.take(event), deferred.take(event)]);
    await deferred.take(envelope(data));
    const { items } = await desk.orders.list(THE_DESK, { conversationId });
    expect(items).toMatchObject([
      {
        status: 'dispatched',
        urgency: 'elevated',
        channel: 'off-hours',
        agencies: [{ agencyCode: 'GJJ', part: 'lead' }],
      },
    ]);
    const [taken] = await desk.query<{ taken_at: Date | null }>(
      'SELECT taken_at FROM deferred_requests WHERE id = $1',
      [requestId],
    );
    expect(taken?.taken_at).toBeInstanceOf(Date);
  });

  it('tells the conversation the number of its order, once', async () => {
    const left = await leave('call-back');
    const deferred = desk.app.get(DeferredOrdersService);
    const event = envelope(left.data);
    await Promise.all([deferred.take(event), deferred.take(event)]);
    await deferred.take(envelope(left.data));
    const [order] = await ordersOf(left);
    expect(await notices(left)).toEqual([`order-created ${order?.number}`]);
  });

  it('is withdrawn with its order when it was solved meanwhile; left again, it becomes a new one', async () => {
    const left = await leave('request');
    const deferred = desk.app.get(DeferredOrdersService);
    await deferred.take(envelope(left.data));
    await setWithdrawn(left, 'now()');
    const event = withdrawn(left);
    await Promise.all([deferred.withdraw(event), deferred.withdraw(event)]);
    await deferred.withdraw(withdrawn(left));
    const [order] = await ordersOf(left);
    expect(order).toMatchObject({ status: 'withdrawn', version: 3 });
    expect((await desk.history(order?.id ?? '')).at(-1)).toMatchObject({
      action: 'withdraw',
      actorKind: 'desk',
      text: expect.stringContaining('已在会话中解决') as string,
    });
    expect(order?.clocks.every(({ endedAt }) => endedAt !== null)).toBe(true);
    const told = [`order-created ${order?.number}`, `order-withdrawn ${order?.number}`];
    expect(await notices(left)).toEqual(told);

    await setWithdrawn(left, 'NULL');
    await deferred.take(envelope(left.data));
    const [second, first] = await ordersOf(left);
    expect([first?.id, second?.status]).toEqual([order?.id, 'dispatched']);
    expect(await notices(left)).toEqual([...told, `order-created ${second?.number}`]);
  });

  it('becomes a new order when a call is asked for once the first one is closed', async () => {
    const left = await leave('request');
    const deferred = desk.app.get(DeferredOrdersService);
    await deferred.take(envelope(left.data));
    const [first] = await ordersOf(left);
    if (!first) throw new Error('No order was made.');
    await desk.run(first, 'gjj sign', 'gjj first-contact');
    await deferred.take(envelope(left.data));
    expect(await ordersOf(left)).toHaveLength(1);
    await desk.run(first, 'gjj reply', 'seat accept-reply', 'seat settle');
    await deferred.take(envelope(left.data));
    expect((await ordersOf(left)).map(({ status }) => status)).toEqual(['dispatched', 'settled']);
  });

  it('is left with the agency that has signed for it, which reads that it was solved', async () => {
    const left = await leave('request');
    const deferred = desk.app.get(DeferredOrdersService);
    await deferred.take(envelope(left.data));
    const [order] = await ordersOf(left);
    if (!order) throw new Error('No order was made.');
    await desk.act('gjj', order, 'sign');
    await setWithdrawn(left, 'now()');
    await deferred.withdraw(withdrawn(left));
    expect((await desk.orders.get(THE_DESK, order.id)).status).toBe('signed');
    expect((await desk.history(order.id)).at(-1)).toMatchObject({ action: 'remark' });
  });

  it.each([
    ['makes no order when it was withdrawn before anybody took it', 'now()', 0],
    ['keeps the order of what was left again before the withdrawal was heard of', 'NULL', 1],
  ] as const)('%s', async (_, value, count) => {
    const left = await leave('request');
    const deferred = desk.app.get(DeferredOrdersService);
    await setWithdrawn(left, value);
    await deferred.take(envelope(left.data));
    await deferred.withdraw(withdrawn(left));
    expect((await ordersOf(left)).filter(({ status }) => status === 'dispatched')).toHaveLength(count);
  });

  describe('has ended with its order', () => {
    const conversations = () => desk.app.get(ConversationsService);
    const representative = ({ conversationId }: Left): Identity => ({
      ...CAST.business,
      partyId: conversationId,
    });
    const viewOf = (left: Left) => conversations().get(representative(left), left.conversationId);
    const taken = async () => {
      const left = await leave('request');
      await desk.app.get(DeferredOrdersService).take(envelope(left.data));
      const [order] = await ordersOf(left);
      return order ? { left, order } : Promise.reject(new Error('No order was made.'));
    };
    const say = ({ conversationId }: Left, kind: 'text' | 'note' = 'text') => ({
      conversationId,
      clientMessageId: uuidv7(),
      kind,
      text: '还有人吗？',
    });

    it.each([
      ['settled', ['gjj sign', 'gjj first-contact', 'gjj reply', 'seat accept-reply', 'seat settle']],
      ['declined', ['gjj return', 'seat decline']],
      ['withdrawn', ['seat withdraw']],
    ] as const)('that is %s: closed, open to nobody, told', async (status, steps) => {
      const { left, order } = await taken();
      expect(await viewOf(left)).toMatchObject({ status: 'deferred', endedAt: null });
      expect((await desk.run(order, ...steps)).status).toBe(status);
      const closed = await viewOf(left);
      expect(closed).toMatchObject({ status: 'closed', endedAt: expect.any(String) as string });
      expect((await notices(left)).at(-1)).toMatch(/^closed/);
      expect((await conversations().sync(representative(left), [])).conversations).toEqual([]);
      const write = desk.app.get(MessagesService).send(representative(left), say(left));
      expect(await refused(write)).toMatchObject({
        code: 'INVALID_STATE',
        details: { status: 'closed', allowed: ['call-back', 'open'] },
      });
    });

    it('and no sooner than with the last one that was made of it', async () => {
      const { left, order } = await taken();
      await desk.act('seat', order, 'split');
      const parts = (await ordersOf(left)).filter(({ parentId }) => parentId === order.id);
      expect(parts).toHaveLength(2);
      for (const part of parts) {
        await desk.run(part, 'seat decline');
        expect((await viewOf(left)).status).toBe('deferred');
      }
      await desk.run(order, 'seat withdraw');
      expect((await viewOf(left)).status).toBe('closed');
    });

    it('of which two are closed at the same moment, too', async () => {
      const { left, order } = await taken();
      await desk.act('seat', order, 'split');
      const open = (await ordersOf(left)).filter(({ status }) => status === 'draft');
      await desk.run(order, 'seat withdraw');
      const second = await OrderDesk.beside(desk);
      const [one, two] = open;
      await Promise.all([
        desk.act('seat', one ?? order, 'decline'),
        second.act('seat', two ?? order, 'decline'),
      ]);
      await second.closeBeside();
      expect((await viewOf(left)).status).toBe('closed');
    });

    it('and goes on with a new call-back, as a new order', async () => {
      const { left, order } = await taken();
      await desk.run(order, 'seat withdraw');
      const ending = desk.app.get(EndingService);
      const { conversationId } = left;
      const again = await ending.callBack(representative(left), { conversationId, phone: '13900139000' });
      expect(again).toMatchObject({ status: 'deferred', endedAt: null });
      await desk.app.get(DeferredOrdersService).take(envelope(left.data));
      expect((await ordersOf(left)).map(({ status }) => status)).toEqual(['dispatched', 'withdrawn']);
    });

    it('and stays what it is where a person has served it', async () => {
      const { left, order } = await taken();
      await desk.query(`UPDATE conversations SET status = 'resolved' WHERE id = $1`, [left.conversationId]);
      await desk.run(order, 'seat withdraw');
      expect((await viewOf(left)).status).toBe('resolved');
    });
  });
});

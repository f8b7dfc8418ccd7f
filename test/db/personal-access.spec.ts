import type { Identity, PersonalAccessView } from '#contracts';
import { UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { AgencyOrdersService } from '../../apps/enterprise-desk/src/agency-orders/agency-orders.service';
import { EnterprisesService } from '../../apps/enterprise-desk/src/enterprises/enterprises.service';
import { ContactsService } from '../../apps/enterprise-desk/src/contacts/contacts.service';
import { PersonalAccesses } from '../../apps/enterprise-desk/src/personal-access/personal-accesses.service';
import { CAST, OrderDesk, refused } from '../support/orders';

describe('personal data', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const contacts = () => desk.app.get(ContactsService);
  const readOf = async (subjectId: string): Promise<PersonalAccessView[]> =>
    (await desk.app.get(PersonalAccesses).list({ subjectId })).items;

  it('of an order is read by who sees the order, and it is recorded who and why', async () => {
    const { id: orderId, phone } = await desk.create({ phone: '13912345678' });
    expect(phone).toBe('139****5678');
    const reason = '核实到访时间';
    const contact = await contacts().ofOrder(CAST.other, { orderId, reason });
    expect(contact).toEqual({ name: null, phone: '13912345678' });
    const { partyId: actorId, name: actorName } = CAST.other;
    expect(await readOf(orderId)).toEqual([
      {
        id: expect.any(String) as string,
        at: expect.any(String) as string,
        ...{
          subject: 'order',
          subjectId: orderId,
          actorId,
          actorName,
          role: 'seat',
          agencyCode: null,
          reason,
        },
      },
    ]);
  });

  it('of what one may not see is neither read nor recorded', async () => {
    const { id: orderId } = await desk.create({ confidential: true });
    expect(await refused(contacts().ofOrder(CAST.other, { orderId, reason: '好奇' }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    const conversationId = uuidv7();
    expect(
      await refused(contacts().ofConversation(CAST.other, { conversationId, reason: '好奇' })),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect([...(await readOf(orderId)), ...(await readOf(conversationId))]).toEqual([]);
  });

  it('of a conversation is the name and the number of its representative', async () => {
    const vouched = {
      issuer: 'app',
      subject: 'wang',
      name: '王小明',
      phone: '13700137000',
      creditCode: '91310000MA1FL00017',
      enterprise: '丁公司',
    };
    const { enterprise, representativeId } = await desk.app
      .get(UnitOfWork)
      .run((tx) => desk.app.get(EnterprisesService).record(tx, vouched));
    const conversationId = uuidv7();
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at)
       VALUES ($1, 'key', 'waiting', 'GJJ-01', 'gjj', 'zh', $2, '丁公司', $3, now())`,
      [conversationId, enterprise.id, representativeId],
    );
    const reason = '会话中断，电话联系';
    expect(await contacts().ofConversation(CAST.lead, { conversationId, reason })).toEqual({
      name: '王小明',
      phone: '13700137000',
    });
    expect(await readOf(conversationId)).toMatchObject([{ subject: 'conversation', role: 'lead', reason }]);
  });

  it('of an order that an agency has is read by the agency, and recorded', async () => {
    const { id: orderId } = await desk.run(await desk.create({ phone: '13912345678' }), 'seat dispatch');
    const agencies = desk.app.get(AgencyOrdersService);
    const key: Identity = { ...CAST.scjg, scopes: ['orders:read', 'orders:act'] };
    expect(await agencies.contact(key, { orderId, reason: '首次联系' })).toEqual({
      orderId,
      phone: '13912345678',
    });
    expect(await readOf(orderId)).toMatchObject([{ role: 'agency', agencyCode: 'SCJG' }]);
  });

  it.each([
    'UPDATE personal_accesses SET reason = NULL',
    'DELETE FROM personal_accesses',
    'TRUNCATE personal_accesses',
  ])('has a record that nobody changes: %s', async (statement) => {
    const { id: orderId } = await desk.create();
    await contacts().ofOrder(CAST.seat, { orderId, reason: '核实' });
    await expect(desk.query(statement)).rejects.toThrow(/is only added to|permission denied/);
    expect(await readOf(orderId)).toHaveLength(1);
  });

  it('has a record that is paged through, newest first, by whom and of what', async () => {
    const actor = { ...CAST.other, partyId: uuidv7() };
    const { id: orderId } = await desk.create();
    for (const reason of ['第一次', '第二次', '第三次']) await contacts().ofOrder(actor, { orderId, reason });
    const accesses = desk.app.get(PersonalAccesses);
    const first = await accesses.list({ actorId: actor.partyId, limit: 2 });
    expect(first.items.map(({ reason }) => reason)).toEqual(['第三次', '第二次']);
    const rest = await accesses.list({ actorId: actor.partyId, limit: 2, cursor: first.nextCursor ?? '' });
    expect(rest).toMatchObject({ items: [{ reason: '第一次' }] });
    expect(rest.nextCursor).toBeUndefined();
  });
});

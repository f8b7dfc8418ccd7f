import type { ConversationView, Identity } from '#contracts';
import { UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { ServiceHoursService } from '../../apps/enterprise-desk/src/clocks/service-hours.service';
import { ConversationsService } from '../../apps/enterprise-desk/src/conversations/conversations.service';
import { EndingService } from '../../apps/enterprise-desk/src/conversations/ending.service';
import { OpeningService } from '../../apps/enterprise-desk/src/conversations/opening.service';
import { code } from '../support/e2e-until';
import { CAST, OrderDesk } from '../support/orders';

const ALWAYS = [{ from: '00:00', to: '24:00' }];
const PHONE = '13800138000';

describe('what a representative leaves for later', () => {
  let desk: OrderDesk;
  let firm: Identity;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    await desk.query(`INSERT INTO seat_groups (code, name, agencies) VALUES ('gjj', '{}', '{GJJ}')`);
    await desk.query(
      `INSERT INTO enterprises (id, credit_code, name) VALUES ($1, '91310000MA1FL0000X', '丁公司')`,
      [CAST.business.enterpriseId],
    );
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    firm = { ...CAST.business, partyId: uuidv7() };
    await opens([]);
  });

  const opens = (periods: typeof ALWAYS) =>
    desk.app.get(ServiceHoursService).set({ days: 'every-day', periods }, new Date());
  const open = (idempotencyKey = uuidv7()): Promise<ConversationView> =>
    desk.app.get(OpeningService).open(firm, { matterCode: 'GJJ-01', idempotencyKey });
  const callBack = (conversationId: string): Promise<ConversationView> =>
    desk.app.get(EndingService).callBack(firm, { conversationId, phone: PHONE });
  const leaveTen = async (): Promise<ConversationView[]> => {
    const left: ConversationView[] = [];
    while (left.length < 10) left.push(await open());
    return left;
  };

  it('is ten requests at most until one is dealt with, and the refusal names them', async () => {
    const left = await leaveTen();
    expect(left.map(({ status }) => status)).toEqual(Array(10).fill('deferred'));
    await expect(open()).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      details: { limit: 10, conversationIds: left.map(({ id }) => id) },
    });

    const [first] = left;
    await desk.app
      .get(UnitOfWork)
      .run((tx) => desk.app.get(ConversationsService).closeDeferred(tx, [first?.id ?? ''], new Date()));
    expect(await open()).toMatchObject({ status: 'deferred' });
    expect(await code(callBack(first?.id ?? ''))).toBe('RATE_LIMITED');
  });

  it('is no more by calls asked for in service hours, while what was left can still be completed', async () => {
    const [first] = await leaveTen();
    await opens(ALWAYS);
    const waiting = await open();
    expect(waiting.status).toBe('waiting');
    expect(await code(callBack(waiting.id))).toBe('RATE_LIMITED');
    expect(await callBack(first?.id ?? '')).toMatchObject({ status: 'deferred' });
  });
});

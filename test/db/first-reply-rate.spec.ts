import { v7 as uuidv7 } from 'uuid';
import { MetricsService } from '../../apps/enterprise-desk/src/metrics/metrics.service';
import { OrderDesk } from '../support/orders';

describe('the rate of first replies in time', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const conversation = async (status: string, breached: boolean): Promise<string> => {
    const id = uuidv7();
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at, queued_at, first_reply_due_at, first_reply_breached_at, ended_at)
       VALUES ($1, 'key', $2, 'GJJ-01', 'gjj', 'zh', $1, '丁公司', $1, now() - interval '5 minutes',
         now() - interval '5 minutes', now() - interval '4 minutes', CASE WHEN $3 THEN now() - interval '4 minutes' END,
         CASE WHEN $2 = 'abandoned' THEN now() END)`,
      [id, status, breached],
    );
    return id;
  };

  it('has who gave up or asked for a call after the deadline alone', async () => {
    const late: string[] = [];
    for (const status of ['abandoned', 'deferred', 'closed']) {
      await conversation(status, false);
      late.push(await conversation(status, true));
    }
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const cases = await desk.app
      .get(MetricsService)
      .listCases({ name: 'first-reply-in-time', part: 'denominator', from });
    expect(cases.items.map(({ id }) => id).sort()).toEqual(late.sort());
  });
});

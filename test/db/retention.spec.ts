import type { ErasePersonalData, Identity } from '#contracts';
import { Pool, UnitOfWork } from '#database';
import { Registry } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { EnterprisesService } from '../../apps/enterprise-desk/src/enterprises/enterprises.service';
import { MetricsService } from '../../apps/enterprise-desk/src/metrics/metrics.service';
import { OrderRatesService } from '../../apps/enterprise-desk/src/order-rates/order-rates.service';
import { PersonalData } from '../../apps/enterprise-desk/src/personal-data/personal-data';
import { ErasuresService } from '../../apps/enterprise-desk/src/retention/erasures.service';
import type { Forgotten } from '../../apps/enterprise-desk/src/retention/retention-report';
import { RetentionService } from '../../apps/enterprise-desk/src/retention/retention.service';
import { THE_DESK } from '../../apps/enterprise-desk/src/work-orders/order-actor';
import { until } from '../support/e2e-until';
import { CAST, OrderDesk, refused } from '../support/orders';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 1_095;
const NAME = '王小明';
const PHONE = '13700137000';
const MASK = '＊＊＊';
const ADMIN: Identity = { ...CAST.supervisor, partyId: uuidv7(), role: 'admin', name: '管理员' };

interface Story {
  representativeId: string;
  conversationId: string;
}

describe('personal data that is not needed any more', () => {
  let desk: OrderDesk;
  let people = 0;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    // Nothing but the tests cleans.
    await desk.query(`DELETE FROM timers WHERE kind = 'retention'`);
  });
  afterAll(() => desk?.close());

  const clean = (days: number): Promise<Forgotten> => {
    const now = new Date(Date.now() + days * DAY_MS);
    return desk.app.get(UnitOfWork).run(async (tx) => {
      const forgotten = await desk.app.get(RetentionService).clean(tx, now);
      return forgotten;
    });
  };
  const erase = (over: Partial<ErasePersonalData>, who = ADMIN) =>
    desk.app.get(ErasuresService).erase(who, {
      idempotencyKey: uuidv7(),
      subject: 'order',
      subjectId: uuidv7(),
      reason: '本人于窗口申请',
      ...over,
    });
  const person = async (): Promise<string> => {
    const { representativeId } = await desk.app.get(UnitOfWork).run((tx) =>
      desk.app.get(EnterprisesService).record(tx, {
        issuer: 'app',
        subject: `wang-${(people += 1)}`,
        name: NAME,
        phone: PHONE,
        creditCode: '91310000MA1FL00017',
        enterprise: '丁公司',
      }),
    );
    return representativeId;
  };
  /** A conversation in which name and number were said, rated, with a request for a call; ended where not said otherwise. */
  const story = async (known?: string, status = 'resolved'): Promise<Story> => {
    const representativeId = known ?? (await person());
    const conversationId = uuidv7();
    const ended = status === 'resolved' ? new Date() : null;
    await desk.query(
      `INSERT INTO conversations (id, idempotency_key, status, matter_code, seat_group, language, enterprise_id,
         enterprise_name, representative_id, opened_at, accepted_at, ended_at, solved, satisfaction, rating_comment, last_sequence)
       VALUES ($1, gen_random_uuid()::text, $4, 'GJJ-01', 'gjj', 'zh', $3, '丁公司', $2, now(), now(), $5, true, 5, $6, 2)`,
      [conversationId, representativeId, uuidv7(), status, ended, `请回电${PHONE}，${NAME}`],
    );
    await desk.query(
      `INSERT INTO participants (conversation_id, party_id, kind, name) VALUES
         ($1, $2, 'business', '王**'), ($1, $3, 'seat', '陈静')`,
      [conversationId, representativeId, CAST.seat.partyId],
    );
    await desk.query(
      `INSERT INTO entries (conversation_id, sequence, kind, at, sender_kind, sender_id, sender_name, text) VALUES
         ($1, 1, 'text', now(), 'business', $2, '王**', $4), ($1, 2, 'text', now(), 'seat', $3, '陈静', '第三条已修改。')`,
      [conversationId, representativeId, CAST.seat.partyId, `我是${NAME}，电话${PHONE}，怎么缓缴？`],
    );
    await desk.query(
      `INSERT INTO deferred_requests (id, conversation_id, kind, matter_code, enterprise_name, phone_encrypted, suits,
         contact_due_at, contact_due_provisional, created_at)
       VALUES ($1, $2, 'call-back', 'GJJ-01', '丁公司', 'cipher', '下午找王小明', now(), false, now())`,
      [uuidv7(), conversationId],
    );
    return { representativeId, conversationId };
  };
  const anOrder = async ({ conversationId }: Story, ...steps: Parameters<OrderDesk['run']>[1][]) => {
    const { id } = await desk.create({ description: `${NAME}（${PHONE}）反映缓缴未批。`, phone: PHONE });
    await desk.query('UPDATE work_orders SET conversation_id = $2 WHERE id = $1', [id, conversationId]);
    await desk.run({ id }, ...steps);
    await desk.act('seat', { id }, 'remark', { text: `已致电${NAME}，${PHONE}` });
    return id;
  };
  const one = async <Row>(table: string, key: string, id: string): Promise<Row> => {
    const [row] = await desk.query<Row>(`SELECT * FROM ${table} WHERE ${key} = $1`, [id]);
    return row ?? Promise.reject(new Error(`Nothing in ${table}.`));
  };
  const textsOf = async (id: string): Promise<string[]> =>
    (
      await desk.query<{ text: string }>(
        'SELECT text FROM entries WHERE conversation_id = $1 ORDER BY sequence',
        [id],
      )
    ).map(({ text }) => text);
  /** Everything that is kept of these, as text. */
  const everything = async (
    { conversationId, representativeId }: Story,
    orderId: string,
  ): Promise<string> => {
    const [row] = await desk.query<{ all: string }>(
      `SELECT jsonb_build_array(
         (SELECT jsonb_agg(c) FROM conversations c WHERE c.id = $1), (SELECT jsonb_agg(e) FROM entries e WHERE e.conversation_id = $1),
         (SELECT jsonb_agg(p) FROM participants p WHERE p.conversation_id = $1),
         (SELECT jsonb_agg(d) FROM deferred_requests d WHERE d.conversation_id = $1),
         (SELECT jsonb_agg(r) FROM representatives r WHERE r.id = $2), (SELECT jsonb_agg(w) FROM work_orders w WHERE w.id = $3),
         (SELECT jsonb_agg(h) FROM order_history h WHERE h.order_id = $3),
         (SELECT jsonb_agg(h) FROM handovers h WHERE h.order_id = $3),
         (SELECT jsonb_agg(f) FROM follow_ups f WHERE f.order_id = $3))::text AS all`,
      [conversationId, representativeId, orderId],
    );
    return row?.all ?? '';
  };
  it('goes from what was said with a decline', async () => {
    const told = await story();
    const orderId = await anOrder(told);
    await desk.act('seat', { id: orderId }, 'decline', { reason: 'other', text: `请${NAME}拨打 ${PHONE}` });
    await clean(KEPT_DAYS + 1);
    expect(await one('work_orders', 'id', orderId)).toMatchObject({
      declined_text: `请${MASK}拨打 ${MASK}`,
    });
  });

  const rates = async () => ({
    orders: await desk.app.get(OrderRatesService).get({}, new Date()),
    chats: await desk.app.get(MetricsService).get({}),
  });

  it('tells an operator what it did and when it came to an end', async () => {
    const value = async (name: string): Promise<number> => {
      const text = await desk.app.get(Registry).getSingleMetricAsString(name);
      const lines = text.split('\n').filter((line) => line.startsWith(name));
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
    };
    const before = await value('qifu_retention_cleaned_total');
    await person();
    await clean(KEPT_DAYS + 1);
    expect(await value('qifu_retention_cleaned_total')).toBe(before + 1);
    const completed = await value('qifu_retention_completed_timestamp_seconds');
    expect(Math.round((completed * 1000 - Date.now()) / DAY_MS)).toBe(KEPT_DAYS + 1);
    const asOwner = new Pool({ connectionString: desk.database.ownerUrl, options: '-c search_path=desk' });
    await asOwner.query('ALTER TABLE conversations RENAME TO away');
    await desk.query(`UPDATE timers SET fire_at = now() WHERE kind = 'retention'`);
    await until(async () => (await value('qifu_retention_failures_total')) > 0, 'the failure is counted');
    await asOwner.query('ALTER TABLE away RENAME TO conversations');
    await asOwner.query(`DELETE FROM timers WHERE kind = 'retention'`);
    await asOwner.end();
  });

  it('goes after its time, and what the desk is judged by stays', async () => {
    const told = await story();
    const orderId = await anOrder(told, 'seat dispatch', 'seat withdraw');
    expect(await everything(told, orderId)).toMatch(/王小明[^]*13700137000/);
    const before = await rates();
    expect(await clean(KEPT_DAYS - 1)).toEqual({ orders: 0, conversations: 0, representatives: 0 });
    expect(await clean(KEPT_DAYS + 1)).toEqual({ orders: 1, conversations: 1, representatives: 1 });
    const left = await everything(told, orderId);
    for (const personal of [NAME, PHONE, '137****7000', '王**', 'cipher'])
      expect(left).not.toContain(personal);
    expect(await textsOf(told.conversationId)).toEqual([
      `我是${MASK}，电话${MASK}，怎么缓缴？`,
      '第三条已修改。',
    ]);
    expect(await one('work_orders', 'id', orderId)).toMatchObject({
      ...{ phone_encrypted: null, description: `${MASK}（${MASK}）反映缓缴未批。`, status: 'withdrawn' },
    });
    const { name_encrypted, phone_encrypted } = await one<Record<string, string | null>>(
      'representatives',
      'id',
      told.representativeId,
    );
    expect([desk.app.get(PersonalData).decrypt(name_encrypted ?? ''), phone_encrypted]).toEqual([MASK, null]);
    const { orders, chats } = await rates();
    expect([orders.values, chats.values]).toEqual([before.orders.values, before.chats.values]);
    expect(await clean(KEPT_DAYS + 1)).toEqual({ orders: 0, conversations: 0, representatives: 0 });
    expect(await desk.orders.get(THE_DESK, orderId)).toMatchObject({
      phone: null,
      enterpriseName: '测试企业有限公司',
    });
  });

  it('stays while anything is open', async () => {
    const told = await story();
    const orderId = await anOrder(told, 'seat dispatch', 'scjg sign');
    const talking = await story(undefined, 'active');
    expect(await clean(KEPT_DAYS + 1)).toEqual({ orders: 0, conversations: 0, representatives: 0 });
    expect(await everything(told, orderId)).toMatch(/王小明[^]*13700137000/);
    expect((await textsOf(talking.conversationId))[0]).toContain(NAME);
    await desk.query(`UPDATE work_orders SET status = 'withdrawn' WHERE id = $1`, [orderId]);
    await desk.query(`UPDATE conversations SET status = 'resolved', ended_at = now() WHERE id = $1`, [
      talking.conversationId,
    ]);
    expect(await clean(KEPT_DAYS + 1)).toEqual({ orders: 1, conversations: 2, representatives: 2 });
  });

  it('of what was left for later goes, too, once its order is closed', async () => {
    const told = await story(undefined, 'deferred');
    const orderId = await anOrder(told, 'seat dispatch');
    const erasure = { subject: 'representative' as const, subjectId: told.representativeId };
    expect(await refused(erase(erasure))).toMatchObject({ details: { conversations: 1, orders: 1 } });
    await desk.run({ id: orderId }, 'seat withdraw');
    expect(await erase(erasure)).toMatchObject({ conversations: 1, orders: 1 });
    expect(await everything(told, orderId)).not.toContain(PHONE);
  });

  it('goes batch by batch, where the one before has stopped, and anew from a conversation that went on', async () => {
    const somebody = await person();
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) ids.push((await story(somebody)).conversationId);
    const timer = async (): Promise<number> =>
      Number(
        (
          await desk.query<{ at: Date }>(`SELECT fire_at AS at FROM timers WHERE kind = 'retention'`)
        )[0]?.at.getTime(),
      );
    const now = Date.now() + (KEPT_DAYS + 1) * DAY_MS;
    expect(await clean(KEPT_DAYS + 1)).toEqual({ orders: 0, conversations: 20, representatives: 0 });
    expect(await timer()).toBeLessThan(now + DAY_MS / 2);
    expect(await clean(KEPT_DAYS + 1)).toEqual({ orders: 0, conversations: 5, representatives: 1 });
    expect(await timer()).toBeGreaterThan(now + DAY_MS / 2);
    const [again = ''] = ids;
    await desk.query(`UPDATE conversations SET ended_at = forgotten_at + interval '1 day' WHERE id = $1`, [
      again,
    ]);
    await desk.query('UPDATE entries SET text = $2 WHERE conversation_id = $1 AND sequence = 1', [
      again,
      PHONE,
    ]);
    expect(await clean(3 * KEPT_DAYS)).toMatchObject({ conversations: 1 });
    expect((await textsOf(again))[0]).toBe(MASK);
  });

  it('of a representative comes back when the host app vouches for it again', async () => {
    const representativeId = await person();
    await clean(KEPT_DAYS + 1);
    people -= 1;
    expect(await person()).toBe(representativeId);
    expect(await one('representatives', 'id', representativeId)).toMatchObject({
      ...{ forgotten_at: null, phone_encrypted: expect.any(String) },
    });
  });

  describe('on request', () => {
    it('goes at once with all conversations and orders of a representative, and it is recorded', async () => {
      const told = await story();
      const orderId = await anOrder(told, 'seat dispatch', 'seat withdraw');
      const more = await story(told.representativeId);
      const stranger = await story();
      const request = {
        ...{ subject: 'representative' as const, subjectId: told.representativeId, idempotencyKey: uuidv7() },
      };
      const before = await rates();
      const erased = await erase(request);
      expect(erased).toEqual({
        ...{ id: expect.any(String) as string, at: expect.any(String) as string, subject: 'representative' },
        ...{ subjectId: told.representativeId, actorId: ADMIN.partyId, actorName: '管理员' },
        ...{ reason: '本人于窗口申请', conversations: 2, orders: 1 },
      });
      const left = (await everything(told, orderId)) + (await everything(more, orderId));
      for (const personal of [NAME, PHONE, '137****7000', '王**']) expect(left).not.toContain(personal);
      expect((await textsOf(stranger.conversationId))[0]).toContain(PHONE);
      const { orders, chats } = await rates();
      expect([orders.values, chats.values]).toEqual([before.orders.values, before.chats.values]);
      // Sent again it is answered as it was, and written down once.
      expect(await erase(request)).toEqual(erased);
      const { items } = await desk.app.get(ErasuresService).list({ subjectId: told.representativeId });
      expect(items).toEqual([erased]);
      expect(await refused(erase({ ...request, subjectId: stranger.representativeId }))).toMatchObject({
        code: 'CONFLICT',
      });
    });

    it('is refused while a conversation or an order is open, and says how many', async () => {
      const told = await story();
      const orderId = await anOrder(told, 'seat dispatch');
      await story(told.representativeId, 'active');
      const both = [
        { subject: 'representative' as const, subjectId: told.representativeId },
        { subject: 'order' as const, subjectId: orderId },
      ];
      const refusals = await Promise.all(both.map((subject) => refused(erase(subject))));
      expect(refusals).toMatchObject([
        { code: 'INVALID_STATE', details: { conversations: 1, orders: 1 } },
        { code: 'INVALID_STATE', details: { conversations: 0, orders: 1 } },
      ]);
      expect(await everything(told, orderId)).toMatch(/王小明[^]*13700137000/);
      expect((await desk.app.get(ErasuresService).list({ subjectId: told.representativeId })).items).toEqual(
        [],
      );
    });

    it('goes from one closed order alone', async () => {
      const { id } = await desk.create({ phone: PHONE });
      await desk.run({ id }, 'seat withdraw');
      expect(await erase({ subjectId: id })).toMatchObject({ subject: 'order', conversations: 0, orders: 1 });
      expect(await one('work_orders', 'id', id)).toMatchObject({ phone_encrypted: null });
    });

    it('is refused of what is not there', async () => {
      expect(await refused(erase({ subject: 'order' }))).toMatchObject({ code: 'NOT_FOUND' });
      expect(await refused(erase({ subject: 'representative' }))).toMatchObject({ code: 'NOT_FOUND' });
    });

    it.each(['UPDATE personal_erasures SET reason = NULL', 'DELETE FROM personal_erasures'])(
      'has a record that nobody changes: %s',
      async (statement) => {
        await expect(desk.query(statement)).rejects.toThrow(/is only added to|permission denied/);
      },
    );
  });
});

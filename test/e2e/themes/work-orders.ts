import type {
  ClassificationImportReport,
  ClassificationPage,
  OrderAction,
  OrderHistory,
  OrderReasons,
  PersonalAccessPage,
  WorkOrderCreated,
  WorkOrderPage,
  WorkOrderView,
} from '#contracts';
import type { Api } from '../../../tools/client/api';
import type { Town } from '../../support/e2e-town';
import { code, refusal, until } from '../../support/e2e-until';

const GROUNDS = [{ kind: 'law', title: '企业名称登记管理规定', reference: '国务院令第734号' }];
const ASKED = { kind: 'help', title: '名称申报未通过', description: '系统提示名称近似，请核实。' };
const ORDER = {
  ...ASKED,
  matterCode: 'SCJG-01',
  enterpriseName: '来电企业有限公司',
  phone: '13800138000',
};

/** What cannot be solved in the conversation leaves the desk and comes back solved. */
export function workOrders(city: () => Town): void {
  describe('work orders', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    const act = async (api: Api, { id }: { id: string }, action: OrderAction, more: object = {}) => {
      const { version } = await api.get<WorkOrderView>(`/work-orders/${id}`);
      return api.post<WorkOrderView>(`/work-orders/${id}/actions`, { action, version, ...more });
    };
    const by = (login: string): Promise<Api> => town.as(login);

    it('go from a conversation to the agency and back, and are settled by somebody else', async () => {
      const { firm, seat, id: conversationId } = await town.talk();
      const supervisor = await town.seat('song.jie', { idle: true });
      const created = await seat.api.post<WorkOrderCreated>('/work-orders', {
        ...ASKED,
        phone: ORDER.phone,
        conversationId,
      });
      expect(created).toMatchObject({
        status: 'draft',
        matterCode: 'SCJG-01',
        channel: 'conversation',
        conversationId,
        phone: '138****8000',
        similar: [],
      });
      await until(() => firm.notices(conversationId).includes('order-created'), 'the business is told');

      const [chen, office, zhou] = await Promise.all([by('chen.jing'), by('scjg.office'), by('zhou.ming')]);
      expect(await code(office.get(`/work-orders/${created.id}`))).toBe('NOT_FOUND');
      await act(chen, created, 'dispatch');
      await act(office, created, 'sign');
      await act(office, created, 'first-contact', { text: '已联系张先生' });
      await act(office, created, 'reply', { text: '名称可用，已放行。', grounds: GROUNDS });
      await act(chen, created, 'accept-reply');
      expect(await code(act(chen, created, 'settle'))).toBe('FORBIDDEN');
      await act(zhou, created, 'settle');
      expect(await act(chen, created, 'archive')).toMatchObject({ status: 'archived', version: 8 });

      const { items } = await chen.get<OrderHistory>(`/work-orders/${created.id}/history`);
      expect(items.map(({ actorName, action }) => `${actorName} ${action}`)).toEqual([
        '陈静 create',
        '陈静 dispatch',
        '方科员 sign',
        '方科员 first-contact',
        '方科员 reply',
        '陈静 accept-reply',
        '周明 settle',
        '陈静 archive',
      ]);
      await supervisor.told(
        'board',
        (news) => news.type === 'order-changed' && news.orderId === created.id && news.status === 'archived',
      );
      const own = await firm.api.get<WorkOrderPage>('/work-orders', { conversationId });
      expect(own.items).toMatchObject([{ id: created.id, status: 'archived', allowed: [] }]);
    });

    it('are made once of a call-back, and are with the agency at once', async () => {
      const firm = await town.business();
      const { id: conversationId } = await firm.open('GJJ-01');
      await firm.api.post(`/conversations/${conversationId}/call-back`, {
        phone: '13900139000',
        when: '下午',
      });
      const seat = await by('xu.fang');
      const found = await until(async () => {
        const { items } = await seat.get<WorkOrderPage>('/work-orders', { conversationId });
        return items.find(({ status }) => status === 'dispatched');
      }, 'an order was made of it');
      expect(found).toMatchObject({
        urgency: 'elevated',
        channel: 'off-hours',
        phone: '139****9000',
        agencies: [{ agencyCode: 'GJJ', part: 'lead' }],
      });
      const again = await firm.api.get<WorkOrderPage>('/work-orders', { conversationId });
      expect(again.items).toHaveLength(1);
    });

    it('of two people one wins, and the other reads what happened', async () => {
      const [chen, zhou] = await Promise.all([by('chen.jing'), town.as('zhou.ming', 1)]);
      const { id, version } = await chen.post<WorkOrderView>('/work-orders', ORDER);
      const path = `/work-orders/${id}/actions`;
      const attempts = await Promise.allSettled([
        chen.post(path, { action: 'dispatch', version }),
        zhou.post(path, { action: 'decline', version, reason: 'other', text: '请向行业协会反映' }),
      ]);
      const [lost, ...more] = attempts.filter((attempt) => attempt.status === 'rejected');
      expect(more).toEqual([]);
      expect(lost?.reason).toMatchObject({
        code: 'CONFLICT',
        details: {
          status: 409,
          state: expect.any(String) as string,
          version: 2,
          last: { sequence: 2 },
          allowed: expect.any(Array) as string[],
        },
      });
    });

    it('count what is merged into them; from ten on the board is told', async () => {
      const supervisor = await town.seat('song.jie', { idle: true });
      const chen = await by('chen.jing');
      const [order, again] = [
        await chen.post<WorkOrderView>('/work-orders', ORDER),
        await chen.post<WorkOrderView>('/work-orders', ORDER),
      ];
      await town.query('UPDATE desk.work_orders SET repeats = 9 WHERE id = $1', [order.id]);
      await act(chen, again, 'merge', { otherOrderId: order.id });
      await supervisor.told(
        'board',
        (news) => news.type === 'order-repeated' && news.orderId === order.id && news.repeats === 10,
      );
    });

    it('repeated under its key an order is taken down once', async () => {
      const chen = await by('chen.jing');
      const key = `key-${Date.now()}`;
      const [one, two] = await Promise.all([
        chen.post<WorkOrderView>('/work-orders', ORDER, key),
        chen.post<WorkOrderView>('/work-orders', ORDER, key),
      ]);
      expect(two.id).toBe(one.id);
    });

    it.each([
      ['title', { title: '' }],
      ['description', { description: 'x'.repeat(8_001) }],
      ['kind', { kind: 'wish' }],
      ['matterCode', { matterCode: undefined }],
      ['enterpriseName', { enterpriseName: undefined }],
      ['phone', { phone: 'call me' }],
      ['creditCode', { creditCode: '91310000MA1FL0000X' }],
      ['classification', { classification: '999999' }],
      ['description', { description: 'a\u0000b' }],
      ['status', { status: 'settled' }],
    ])('bad input is refused and named: %s', async (field, wrong) => {
      const error = await refusal((await by('chen.jing')).post('/work-orders', { ...ORDER, ...wrong }));
      expect(error).toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining(field) as string,
      });
    });

    it('are not taken down by a business or an agency, nor touched by another agency', async () => {
      const [firm, office, other, chen] = await Promise.all([
        town.business(),
        by('scjg.office'),
        by('gjj.office'),
        by('chen.jing'),
      ]);
      for (const api of [firm.api, office])
        expect(await code(api.post('/work-orders', ORDER))).toBe('FORBIDDEN');
      const order = await chen.post<WorkOrderView>('/work-orders', ORDER);
      await act(chen, order, 'dispatch');
      const sign = { action: 'sign', version: 2 };
      expect(await code(other.post(`/work-orders/${order.id}/actions`, sign))).toBe('NOT_FOUND');
      expect(await code(firm.api.post(`/work-orders/${order.id}/actions`, sign))).toBe('FORBIDDEN');
      expect(await code(chen.post(`/work-orders/${order.id}/actions`, sign))).toBe('FORBIDDEN');
      expect(await code(office.get('/dispatch-entries'))).toBe('FORBIDDEN');
    });

    it('show the number to call to the desk alone, with a reason that administrators read', async () => {
      const [firm, editor, chen, admin] = await Promise.all([
        town.business(),
        by('fang.zhi'),
        by('chen.jing'),
        by('admin'),
      ]);
      const { id } = await chen.post<WorkOrderView>('/work-orders', ORDER);
      const path = `/work-orders/${id}/contact`;
      const reason = '企业要求回电';
      for (const api of [firm.api, editor]) expect(await code(api.post(path, { reason }))).toBe('FORBIDDEN');
      expect(await code(chen.post(path, {}))).toBe('INVALID_ARGUMENT');
      expect(await chen.post(path, { reason })).toEqual({ name: null, phone: ORDER.phone });
      expect(await admin.get<PersonalAccessPage>('/personal-accesses', { subjectId: id })).toMatchObject({
        items: [{ actorName: '陈静', reason }],
      });
      expect(await code(chen.get('/personal-accesses'))).toBe('FORBIDDEN');
    });

    it('name the reasons, and where what is declined belongs', async () => {
      const { reasons } = await (await by('scjg.office')).get<OrderReasons>('/work-orders/reasons');
      const declines = reasons.filter(({ action }) => action === 'decline');
      expect(declines).toHaveLength(8);
      expect(
        declines.every(({ reason, channel }) => reason.zh && reason.en && channel?.zh && channel.en),
      ).toBe(true);
    });

    it('are classified by a tree that an administrator imports, after a dry run', async () => {
      const admin = await by('admin');
      const head = 'level_1_code,level_1_name,level_2_code,level_2_name,level_3_code,level_3_name,remark';
      const csv = `${head}\nT1,经济,T101,市场主体,T10101,登记注册,\nT1,经济,T101,市场主体,T10102,名称争议,`;
      const path = '/classifications/import';
      const dry = await admin.post<ClassificationImportReport>(path, { csv, dryRun: true });
      expect(dry).toMatchObject({ imported: false, added: 4, problems: [] });
      const broken = await admin.post<ClassificationImportReport>(path, {
        csv: `${csv}\nT2,别的,T101,市场主体,T10103,x,`,
      });
      expect(broken).toMatchObject({ imported: false, problems: [{ row: 4 }] });
      await admin.post(path, { csv });
      const chen = await by('chen.jing');
      const { items } = await chen.get<ClassificationPage>('/classifications', { parentCode: 'T101' });
      expect(items.map(({ code: one, name }) => `${one} ${name}`)).toEqual([
        'T10101 登记注册',
        'T10102 名称争议',
      ]);
      const order = await chen.post<WorkOrderView>('/work-orders', { ...ORDER, classification: 'T10102' });
      expect(order.classification).toBe('T10102');
      expect(await code(chen.post(path, { csv }))).toBe('FORBIDDEN');
      const leaves = Array.from(
        { length: 1_000 },
        (_, n) => `T1,经济,T101,市场主体,L${n},${'长'.repeat(150)},`,
      );
      const long = { csv: [head, ...leaves].join('\n'), dryRun: true };
      expect(await admin.post<ClassificationImportReport>(path, long)).toMatchObject({ added: 1_000 });
    });
  });
}

import { Readable } from 'node:stream';
import {
  ORDER_EXPORT_COLUMNS,
  type CalendarYearView,
  type ClockAlterationPage,
  type ClockPolicyView,
  type ClockPresetList,
  type ClockRevisionView,
  type FollowUpInvitation,
  type FollowUpLink,
  type FollowUpPage,
  type OrderAction,
  type OrderCasePage,
  type OrderRateReport,
  type RunningClockPage,
  type SupervisionPage,
  type WorkOrderCreated,
  type WorkOrderView,
} from '#contracts';
import { parse } from 'csv-parse/sync';
import { stream } from 'exceljs';
import { Api } from '../../../tools/client/api';
import type { Town } from '../../support/e2e-town';
import { code, refusal, until } from '../../support/e2e-until';

const GROUNDS = [{ kind: 'law', title: '企业名称登记管理规定', reference: '国务院令第734号' }];

/** By when an order is contacted, solved and asked about, and what the city sees of it. */
export function orderClocks(city: () => Town): void {
  describe('the clocks of orders', () => {
    let town: Town;

    beforeAll(() => (town = city()));

    const by = (login: string): Promise<Api> => town.as(login);
    const create = async (more: object = {}): Promise<WorkOrderCreated> =>
      (await by('chen.jing')).post<WorkOrderCreated>('/work-orders', {
        kind: 'help',
        matterCode: 'SCJG-01',
        title: '名称申报未通过',
        description: '系统提示名称近似，请核实。',
        enterpriseName: '来电企业有限公司',
        phone: '13800138000',
        ...more,
      });
    const act = async (login: string, { id }: { id: string }, action: OrderAction, more: object = {}) => {
      const api = await by(login);
      const { version } = await api.get<WorkOrderView>(`/work-orders/${id}`);
      return api.post<WorkOrderView>(`/work-orders/${id}/actions`, { action, version, ...more });
    };
    const reply = async (order: WorkOrderCreated): Promise<void> => {
      await act('chen.jing', order, 'dispatch');
      await act('scjg.office', order, 'sign');
      await act('scjg.office', order, 'first-contact', { text: '已联系张先生' });
      await act('scjg.office', order, 'reply', { text: '已放行。', grounds: GROUNDS });
      await act('chen.jing', order, 'accept-reply');
    };
    const followUpOf = async ({ id }: { id: string }) => {
      const page = await (
        await by('zhou.ming')
      ).get<FollowUpPage>('/follow-ups', { scope: 'to-do', limit: 200 });
      const found = page.items.find(({ orderId }) => orderId === id);
      if (!found) throw new Error('There is no follow-up.');
      return found;
    };
    const download = async (login: string, path: string): Promise<Response> => {
      const { token } = await town.signedIn(login);
      return fetch(`${town.url(1)}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } });
    };
    const makeDue = (orderId: string) =>
      town.query(
        `WITH due AS (UPDATE desk.order_clocks SET started_at = now() - interval '40 days',
                yellow_at = now() - interval '30 days', due_at = now() - interval '20 days'
              WHERE order_id = $1 AND ended_at IS NULL RETURNING id)
         UPDATE desk.timers SET fire_at = now() WHERE kind = 'order-clock' AND key IN (SELECT id::text FROM due)`,
        [orderId],
      );

    it('are told to whoever oversees, once, also when the desks were dead at the time', async () => {
      const lead = await town.seat('tang.yan', { idle: true });
      const order = await create();
      const dispatched = await act('chen.jing', order, 'dispatch');
      expect(dispatched.clocks.map(({ kind }) => kind).sort()).toEqual([
        'first-contact',
        'handling',
        'return',
        'sign',
      ]);
      await town.withoutDesks(async () => void (await makeDue(order.id)));
      await lead.told(
        'board',
        (news) =>
          news.type === 'order-supervised' &&
          news.supervision.orderId === order.id &&
          news.supervision.to === 'supervisor',
      );
      await lead.told(
        'board',
        (news) =>
          news.type === 'order-supervised' &&
          news.supervision.orderId === order.id &&
          news.supervision.kind === 'sign' &&
          news.supervision.light === 'red' &&
          news.supervision.agencyCode === 'SCJG',
      );
      const told = await until(async () => {
        const { items } = await lead.api.get<SupervisionPage>('/supervisions', { orderId: order.id });
        return items.length >= 12 && items;
      }, 'three clocks have told four levels');
      const each = told.map(({ kind, light, to }) => `${kind} ${light} ${to}`);
      expect(new Set(each).size).toBe(12);
      expect(each).toHaveLength(12);
      expect(await lead.api.get<WorkOrderView>(`/work-orders/${order.id}`)).toMatchObject({
        supervision: 'red',
      });
      const lit = await lead.api.get<RunningClockPage>('/order-clocks', { light: 'red', limit: 200 });
      expect(lit.items.filter(({ orderId }) => orderId === order.id)).toHaveLength(3);
      expect(await code((await by('chen.jing')).get('/supervisions'))).toBe('FORBIDDEN');
    });

    it('follow the policy that an administrator sets, and the calendar', async () => {
      const admin = await by('admin');
      const { presets } = await admin.get<ClockPresetList>('/clock-policies/presets');
      expect(presets.map(({ name }) => name)).toEqual([
        'shanghai',
        'beijing',
        'guangdong',
        'zhuhai-enterprise',
      ]);
      const order = await create();
      const before = await act('chen.jing', order, 'dispatch');
      const { version: baseVersion } = await admin.get<ClockPolicyView>('/clock-policies/current');
      const preset = presets.find(({ name }) => name === 'guangdong');
      if (!preset) throw new Error('There is no such preset.');
      const { officeHours, yellowPercent, escalations, rules } = preset;
      const policy = { officeHours, yellowPercent, escalations, rules };
      const change = { ...policy, baseVersion, reason: '改用广东时限', applyToRunning: true };
      expect(await code((await by('chen.jing')).put('/clock-policies/current', change))).toBe('FORBIDDEN');
      const wrong = { ...change, rules: [{ clock: 'handling', hours: 'office', workdays: 0 }] };
      expect((await refusal(admin.put('/clock-policies/current', wrong))).message).toContain('workdays');
      const set = await admin.put<ClockPolicyView>('/clock-policies/current', change);
      const path = `/clock-revisions/${set.revisionId ?? ''}`;
      await until(
        async () => (await admin.get<ClockRevisionView>(path)).finishedAt,
        'running clocks are revised',
      );
      const altered: ClockAlterationPage['items'] = [];
      for await (const one of admin.all<ClockAlterationPage['items'][0]>(`${path}/alterations`))
        altered.push(one);
      const handling = (view: WorkOrderView) => view.clocks.find(({ kind }) => kind === 'handling');
      const after = await admin.get<WorkOrderView>(`/work-orders/${order.id}`);
      expect(altered.filter(({ orderId }) => orderId === order.id)).toMatchObject([
        { oldDueAt: handling(before)?.dueAt, newDueAt: handling(after)?.dueAt },
      ]);
      const year = await admin.get<CalendarYearView>('/calendar/2026');
      expect(year).toMatchObject({ source: 'shipped', published: true });
      const wrongYear = { holidays: ['2025-01-01'], makeUpDays: [], published: true };
      expect(await code(admin.put('/calendar/2027', wrongYear))).toBe('INVALID_ARGUMENT');
    });

    describe('the page of a follow-up', () => {
      const page = async (path: string, form?: Record<string, string>, language?: string) => {
        const response = await fetch(`${town.url(1)}${path}`, {
          ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
          ...(language ? { headers: { 'accept-language': language } } : {}),
        });
        expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
        expect(response.headers.get('content-security-policy')).toContain(
          "default-src 'none'; style-src 'sha256-",
        );
        expect(response.headers.get('cache-control')).toBe('no-store');
        return { status: response.status, text: await response.text() };
      };
      const linked = async () => {
        const order = await create();
        await reply(order);
        const { id } = await followUpOf(order);
        const link = await (await by('zhou.ming')).post<FollowUpLink>(`/follow-ups/${id}/link`, {});
        expect(link.path).toBe(`/follow-up/${link.token}`);
        return { order, id, path: link.path };
      };
      const keyIn = (text: string): string => / name="key" value="([^"]+)"/.exec(text)?.[1] ?? '';
      const statusOf = async ({ id }: { id: string }) =>
        (await (await by('chen.jing')).get<WorkOrderView>(`/work-orders/${id}`)).status;

      it('takes an answer once, and the same form sent twice as one', async () => {
        const { order, path } = await linked();
        const { status, text } = await page(path);
        expect(status).toBe(200);
        expect(text).toContain('<html lang="zh-CN">');
        expect(text).toContain(order.number);
        const form = { solved: 'yes', satisfied: 'yes', reason: '', key: keyIn(text) };
        expect(await page(path, form)).toMatchObject({
          status: 200,
          text: expect.stringContaining('工单已办结') as string,
        });
        expect((await page(path, form)).status).toBe(200);
        expect(await statusOf(order)).toBe('settled');
        expect((await page(path, { ...form, key: 'another-key' })).status).toBe(410);
        expect(await page(path)).toMatchObject({
          status: 410,
          text: expect.stringContaining('本次回访已经完成') as string,
        });
      });

      it('says what is missing, keeps the rest, and has the order done again', async () => {
        const { order, path } = await linked();
        const { text } = await page(path, undefined, 'en-GB,en;q=0.9');
        expect(text).toContain('<html lang="en">');
        const form = { solved: 'no', satisfied: 'no', reason: ' ', key: keyIn(text) };
        const refused = await page(`${path}?lang=en`, form);
        expect(refused.status).toBe(422);
        expect(refused.text).toContain('Explain what is not solved');
        expect(refused.text).toContain('id="solved-no" name="solved" value="no" checked');
        expect(keyIn(refused.text)).toBe(form.key);
        const taken = await page(`${path}?lang=en`, { ...form, reason: '仍然提示近似' });
        expect(taken).toMatchObject({
          status: 200,
          text: expect.stringContaining('handle the work order again') as string,
        });
        expect(await statusOf(order)).toBe('in-progress');
      });

      it('keeps the form while no desk can take it', async () => {
        const { order, path } = await linked();
        const form = { solved: 'no', satisfied: 'no', reason: '仍然<提示>近似', key: 'the-same-key' };
        await town.withoutDesks(async () => {
          const waiting = await page(path, form);
          expect(waiting.status).toBe(503);
          expect(waiting.text).toContain('仍然&lt;提示&gt;近似</textarea>');
          expect(keyIn(waiting.text)).toBe(form.key);
          expect((await page(path)).status).toBe(503);
        });
        expect((await page(path, form)).status).toBe(200);
        expect(await statusOf(order)).toBe('in-progress');
      });

      it('tells an expired link from one that never was', async () => {
        const { id, path } = await linked();
        await town.query('UPDATE desk.follow_ups SET token_expires_at = now() WHERE id = $1', [id]);
        expect(await page(path)).toMatchObject({
          status: 410,
          text: expect.stringContaining('链接已过期') as string,
        });
        for (const token of ['x', 'A'.repeat(43), '%00', '%3Cscript%3E'])
          expect(await page(`/follow-up/${token}`)).toMatchObject({
            status: 404,
            text: expect.stringContaining('链接无效') as string,
          });
      });
    });

    it('end in a follow-up: by a link without a log-in, or by telephone', async () => {
      const order = await create();
      await reply(order);
      const zhou = await by('zhou.ming');
      const { id } = await followUpOf(order);
      expect(await code((await by('chen.jing')).post(`/follow-ups/${id}/claim`, {}))).toBe('FORBIDDEN');
      const { token } = await zhou.post<FollowUpLink>(`/follow-ups/${id}/link`, {});
      const nobody = new Api(town.url(1));
      const invitation = await nobody.post<FollowUpInvitation>('/follow-ups/invitation', { token });
      expect(invitation).toMatchObject({ orderNumber: order.number, title: order.title });
      const answer = { token, solved: false, satisfied: false };
      expect(await code(nobody.post('/follow-ups/invitation/answer', answer))).toBe('INVALID_ARGUMENT');
      const outcome = await nobody.post('/follow-ups/invitation/answer', { ...answer, reason: '仍未放行' });
      expect(outcome).toEqual({ outcome: 'redo' });
      expect(await code(nobody.post('/follow-ups/invitation', { token }))).toBe('INVALID_STATE');

      const replied = { text: '已重新放行。', grounds: GROUNDS, head: '李局长' };
      await act('scjg.office', order, 'reply', replied);
      await act('chen.jing', order, 'accept-reply');
      const again = await followUpOf(order);
      await zhou.post(`/follow-ups/${again.id}/claim`, {});
      const said = { solved: true, satisfied: true };
      expect(await zhou.post(`/follow-ups/${again.id}/record`, said, 'call')).toEqual({ outcome: 'settled' });
      expect(await zhou.post(`/follow-ups/${again.id}/record`, said, 'call')).toEqual({ outcome: 'settled' });
      expect(await zhou.get(`/work-orders/${order.id}`)).toMatchObject({ status: 'settled', redos: 1 });
    });

    it('ask in the conversation that the order came from, and take its answer', async () => {
      const { firm, id: conversationId } = await town.talk();
      const asked = { kind: 'help', title: '材料被退回', description: '请核实。' };
      const order = await (
        await by('chen.jing')
      ).post<WorkOrderCreated>('/work-orders', { ...asked, conversationId });
      await reply(order);
      await until(() => firm.notices(conversationId).includes('follow-up-asked'), 'the business is asked');
      const asking = firm.entries(conversationId).find(({ system }) => system?.code === 'follow-up-asked');
      const followUpId = String(asking?.system?.params['followUpId']);
      const given = { solved: true, satisfied: true };
      const stranger = await town.business();
      expect(await code(stranger.api.post(`/follow-ups/${followUpId}/answer`, given))).toBe('NOT_FOUND');
      expect(await firm.api.post(`/follow-ups/${followUpId}/answer`, given)).toEqual({ outcome: 'settled' });
    });

    it('are counted in rates with their definitions, down to the very orders', async () => {
      const from = new Date().toISOString();
      const order = await create();
      await act('chen.jing', order, 'dispatch');
      await act('scjg.office', order, 'return', { reason: 'not-our-duty' });
      const lead = await by('tang.yan');
      const { definitions, values } = await lead.get<OrderRateReport>('/order-rates', { from, by: 'agency' });
      expect(definitions.every(({ numerator, denominator }) => numerator.zh && denominator.en)).toBe(true);
      expect(values.find(({ name }) => name === 'returned')).toMatchObject({
        group: 'SCJG',
        numerator: 1,
        rate: 1,
      });
      const cases = await lead.get<OrderCasePage>('/order-rates/returned/cases', { from, part: 'numerator' });
      expect(cases.items).toMatchObject([{ orderId: order.id, number: order.number, status: 'returned' }]);
      expect(await code((await by('chen.jing')).get('/order-rates'))).toBe('FORBIDDEN');
    });

    it('leave as CSV and XLSX, masked and without formulas', async () => {
      const from = new Date().toISOString();
      const order = await create({
        title: '=HYPERLINK("http://x")',
        description: '电话 13912345678，\n"急"',
      });
      await create({ confidential: true });
      const path = (format: string) => `/order-exports/${format}?from=${encodeURIComponent(from)}`;
      const csv = await download('tang.yan', path('csv'));
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      const text = Buffer.from(await csv.arrayBuffer()).toString('utf8');
      expect(text.startsWith('\uFEFF')).toBe(true);
      const rows = parse(text, { bom: true });
      expect(rows).toHaveLength(2);
      const [columns, row] = rows;
      expect(columns).toEqual([...ORDER_EXPORT_COLUMNS]);
      expect(row).toEqual(
        expect.arrayContaining([
          order.number,
          `'=HYPERLINK("http://x")`,
          '电话 139****5678，\n"急"',
          '138****8000',
        ]),
      );

      const xlsx = await download('tang.yan', path('xlsx'));
      const file = Readable.from([Buffer.from(await xlsx.arrayBuffer())]);
      const sheets: string[][] = [];
      for await (const sheet of new stream.xlsx.WorkbookReader(file, {}))
        for await (const line of sheet)
          sheets.push(
            (line.values as unknown[]).slice(1).map((cell) => (typeof cell === 'string' ? cell : '')),
          );
      expect(sheets[0]).toEqual(columns);
      expect(sheets[1]).toEqual(row?.slice(0, sheets[1]?.length));
      expect((await download('chen.jing', path('csv'))).status).toBe(403);
      expect((await download('tang.yan', '/order-exports/pdf')).status).toBe(404);
      expect((await download('tang.yan', '/order-exports/csv?status=lost')).status).toBe(400);
    });
  });
}

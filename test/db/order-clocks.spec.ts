import type { ClockPolicyView, WorkOrderView } from '#contracts';
import { CalendarAdministration } from '../../apps/enterprise-desk/src/order-clocks/calendar-administration.service';
import { ClockPoliciesService } from '../../apps/enterprise-desk/src/order-clocks/clock-policies.service';
import { ClockRevisions } from '../../apps/enterprise-desk/src/order-clocks/clock-revisions.service';
import { OrderClocksService } from '../../apps/enterprise-desk/src/order-clocks/order-clocks.service';
import { until } from '../support/e2e-until';
import { CAST, OrderDesk, refused } from '../support/orders';

describe('the clocks of orders', () => {
  let desk: OrderDesk;
  let second: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
    second = await OrderDesk.beside(desk);
  });
  afterAll(async () => {
    await second?.closeBeside();
    await desk?.close();
  });

  const policies = () => desk.app.get(ClockPoliciesService);
  const clockOf = ({ clocks }: WorkOrderView, kind: string, agencyCode = 'SCJG') =>
    clocks.filter((clock) => clock.kind === kind && clock.agencyCode === agencyCode).at(-1);
  const running = ({ clocks }: WorkOrderView): string[] =>
    clocks
      .filter(({ endedAt }) => endedAt === null)
      .map(({ kind, agencyCode }) => `${agencyCode} ${kind}`)
      .sort();
  const timers = async (orderId: string): Promise<string[]> =>
    (
      await desk.query<{ kind: string }>(
        `SELECT c.kind FROM timers t JOIN order_clocks c ON t.kind = 'order-clock' AND t.key = c.id::text
          WHERE c.order_id = $1 ORDER BY 1`,
        [orderId],
      )
    ).map(({ kind }) => kind);
  const change = ({
    version,
    reason: _r,
    setBy: _b,
    setAt: _a,
    revisionId: _v,
    ...policy
  }: ClockPolicyView) => ({
    ...policy,
    baseVersion: version,
    reason: '测试',
  });
  const finished = (revisionId: string) =>
    until(async () => {
      const revision = await desk.app.get(ClockRevisions).get(revisionId);
      return revision.finishedAt !== null && revision;
    }, 'the revision is done');

  it('start with the dispatch and end as the agency does its part', async () => {
    const order = await desk.create();
    expect(order.clocks).toEqual([]);
    const dispatched = await desk.run(order, 'seat dispatch');
    expect(running(dispatched)).toEqual(['SCJG first-contact', 'SCJG handling', 'SCJG return', 'SCJG sign']);
    expect(await timers(order.id)).toEqual(['first-contact', 'handling', 'sign']);
    const signed = await desk.run(order, 'scjg sign');
    expect(running(signed)).toEqual(['SCJG first-contact', 'SCJG handling', 'SCJG return']);
    const contacted = await desk.run(order, 'scjg first-contact');
    expect(running(contacted)).toEqual(['SCJG handling']);
    const replied = await desk.run(order, 'scjg reply');
    expect(running(replied)).toEqual([]);
    const sentBack = await desk.run(order, 'seat refuse-reply');
    expect(running(sentBack)).toEqual(['SCJG handling']);
    expect(clockOf(sentBack, 'handling')?.startedAt).toBe(clockOf(dispatched, 'handling')?.startedAt);
    const following = await desk.run(order, 'scjg reply', 'seat accept-reply');
    expect(running(following)).toEqual(['desk follow-up']);
    const redone = await desk.run(order, 'other redo');
    expect(running(redone)).toEqual(['SCJG handling']);
    const settled = await desk.run(order, 'scjg reply', 'seat accept-reply', 'other settle');
    expect(running(settled)).toEqual([]);
    expect(await timers(order.id)).toEqual([]);
  });

  it('stand still while the order waits for the enterprise, and go on without losing what stood', async () => {
    const order = await desk.create();
    const before = await desk.run(order, 'seat dispatch', 'scjg sign');
    const paused = await desk.run(order, 'seat suspend');
    expect(paused.clocks.filter(({ endedAt }) => endedAt === null).every(({ pausedAt }) => pausedAt)).toBe(
      true,
    );
    expect(await timers(order.id)).toEqual([]);
    const resumed = await desk.run(order, 'seat resume');
    expect(clockOf(resumed, 'handling')).toMatchObject({ pausedAt: null });
    expect(Date.parse(clockOf(resumed, 'handling')?.dueAt ?? '')).toBeGreaterThanOrEqual(
      Date.parse(clockOf(before, 'handling')?.dueAt ?? ''),
    );
    expect(await timers(order.id)).toEqual(['first-contact', 'handling']);
  });

  it('go with the order to another agency, and a refused return goes on', async () => {
    const order = await desk.create();
    const returned = await desk.run(order, 'seat dispatch', 'scjg return');
    expect(returned.clocks.every(({ pausedAt, endedAt }) => pausedAt ?? endedAt)).toBe(true);
    const refusedReturn = await desk.run(order, 'seat refuse-return');
    expect(running(refusedReturn)).toEqual([
      'SCJG first-contact',
      'SCJG handling',
      'SCJG return',
      'SCJG sign',
    ]);
    const reassigned = await desk.run(order, 'seat reassign');
    expect(running(reassigned)).toEqual(['GJJ first-contact', 'GJJ handling', 'GJJ return', 'GJJ sign']);
  });

  it.each([
    ['a second return', ['scjg return', 'seat refuse-return', 'scjg return']],
    ['an objection', ['scjg return', 'seat accept-return', 'gjj object']],
  ] as const)('give the desk a time to rule after %s', async (_, steps) => {
    const order = await desk.create();
    const disputed = await desk.run(order, 'seat dispatch', ...steps);
    expect(clockOf(disputed, 'adjudication', 'desk')).toMatchObject({ pausedAt: null, endedAt: null });
    expect(await timers(order.id)).toEqual(['adjudication']);
    const ruled = await desk.run(order, 'supervisor rule');
    expect(running(ruled)).toEqual(['SCJG first-contact', 'SCJG handling', 'SCJG return', 'SCJG sign']);
    const ended = await desk.query<{ dropped: boolean }>(
      `SELECT dropped FROM order_clocks WHERE order_id = $1 AND kind = 'adjudication'`,
      [order.id],
    );
    expect(ended).toEqual([{ dropped: false }]);
  });

  it('put a ruling that is late before who oversees', async () => {
    const order = await desk.create();
    await desk.run(order, 'seat dispatch', 'scjg return', 'seat refuse-return', 'scjg return');
    await desk.query(
      `WITH due AS (UPDATE order_clocks SET started_at = now() - interval '40 days',
              yellow_at = now() - interval '30 days', due_at = now() - interval '20 days'
            WHERE order_id = $1 AND kind = 'adjudication' RETURNING id)
       UPDATE timers SET fire_at = now() WHERE kind = 'order-clock' AND key IN (SELECT id::text FROM due)`,
      [order.id],
    );
    const clocks = desk.app.get(OrderClocksService);
    await until(async () => {
      const { items } = await clocks.listSupervisions({ orderId: order.id });
      return items.some(
        ({ kind, light, to }) => kind === 'adjudication' && light === 'red' && to === 'supervisor',
      );
    }, 'the supervisors are told');
    const late = await clocks.listRunning({ light: 'red', agencyCode: 'desk', limit: 200 });
    expect(late.items.filter(({ orderId }) => orderId === order.id)).toMatchObject([
      { kind: 'adjudication' },
    ]);
    const declined = await desk.run(order, 'seat decline');
    expect(running(declined)).toEqual([]);
  });

  it.each([
    ['the first time', [], 0],
    ['once more', ['scjg return', 'seat refuse-return', 'scjg sign'], 1],
  ] as const)(
    'let an order be returned %s while the time for it runs, and not later',
    async (_, steps, returns) => {
      const order = await desk.create();
      const before = await desk.run(order, 'seat dispatch', ...steps);
      await desk.query(
        `UPDATE order_clocks SET due_at = now() - interval '1 minute'
          WHERE order_id = $1 AND kind = 'return' AND ended_at IS NULL`,
        [order.id],
      );
      expect(await refused(desk.act('scjg', order, 'return'))).toMatchObject({ code: 'INVALID_STATE' });
      expect(await desk.run(order)).toMatchObject({ status: before.status, returns });
    },
  );

  it('keep the old deadline beside the new one, and refuse an extension beyond the bound', async () => {
    const order = await desk.create();
    const before = await desk.run(order, 'seat dispatch', 'scjg sign');
    await desk.act('scjg', order, 'request-extension', { workdays: 40 });
    const error = await refused(desk.act('seat', order, 'grant-extension'));
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', details: { fields: [{ field: 'workdays' }] } });
    const granted = await desk.act('seat', order, 'grant-extension', { workdays: 5 });
    const [old, now] = [clockOf(before, 'handling'), clockOf(granted, 'handling')];
    expect(now?.firstDueAt).toBe(old?.dueAt);
    expect(Date.parse(now?.dueAt ?? '')).toBeGreaterThan(Date.parse(old?.dueAt ?? ''));
  });

  it('turn yellow and red, level by level, once, with two desks, and the order shows it', async () => {
    const orders = await Promise.all(Array.from({ length: 6 }, () => desk.create()));
    for (const order of orders) await desk.run(order, 'seat dispatch');
    const ids = orders.map(({ id }) => id);
    const soon = (seconds: number) => `now() - interval '30 days' + interval '${seconds} seconds'`;
    // As if they had been dispatched a month ago: everything is due, on both desks at once.
    await desk.query(
      `UPDATE order_clocks SET started_at = ${soon(0)}, yellow_at = ${soon(1)}, due_at = ${soon(2)}
      WHERE order_id = ANY($1) AND kind <> 'return'`,
      [ids],
    );
    await desk.query(
      `UPDATE timers SET fire_at = now() WHERE kind = 'order-clock' AND key IN
        (SELECT id::text FROM order_clocks WHERE order_id = ANY($1))`,
      [ids],
    );
    const supervisions = () =>
      desk.query<{ order_id: string; kind: string; light: string; to_level: string; times: number }>(
        `SELECT order_id, kind, light, to_level, count(*)::int AS times FROM order_supervisions
          WHERE order_id = ANY($1) GROUP BY 1, 2, 3, 4`,
        [ids],
      );
    const expected = ids.length * 3 * 4;
    await until(async () => (await supervisions()).length === expected, 'every clock has told every level');
    expect((await supervisions()).every(({ times }) => times === 1)).toBe(true);
    for (const order of orders) {
      const view = await desk.run(order);
      expect(view.supervision).toBe('red');
      expect(clockOf(view, 'handling')?.light).toBe('red');
    }
    const events = await desk.query<{ count: number }>(
      `SELECT count(*)::int FROM outbox WHERE type = 'desk.evt.order.supervised' AND data->>'orderId' = ANY($1)`,
      [ids],
    );
    expect(events).toEqual([{ count: expected }]);
    const listed = await desk.app
      .get(OrderClocksService)
      .listSupervisions({ orderId: ids[0] ?? '', limit: 5 });
    expect(listed.items).toHaveLength(5);
    const lit = await desk.app.get(OrderClocksService).listRunning({ light: 'red', agencyCode: 'SCJG' });
    expect(lit.items.filter(({ orderId }) => ids.includes(orderId))).toHaveLength(ids.length * 3);
    const facts = await desk.query(
      `SELECT DISTINCT signed_in_time, contacted, settled_in_time FROM order_facts WHERE order_id = ANY($1)`,
      [ids],
    );
    expect(facts).toEqual([{ signed_in_time: false, contacted: false, settled_in_time: false }]);
  });

  it('wait with a light while somebody is acting on the order', async () => {
    const order = await desk.create();
    await desk.run(order, 'seat dispatch', 'scjg sign', 'scjg first-contact');
    const [clock] = await desk.query<{ id: string }>(
      `SELECT id FROM order_clocks WHERE order_id = $1 AND ended_at IS NULL`,
      [order.id],
    );
    const done = await desk.act('scjg', order, 'reply');
    // A timer that was fired at the very moment finds the clock ended.
    await desk.query(`INSERT INTO timers (kind, key, fire_at) VALUES ('order-clock', $1, now())`, [
      clock?.id,
    ]);
    await until(
      async () => (await desk.query(`SELECT 1 FROM timers WHERE key = $1`, [clock?.id])).length === 0,
      'the timer has fired',
    );
    expect(clockOf(await desk.run(done), 'handling')?.light).toBeNull();
  });

  describe('policies', () => {
    it('in a new version leave running clocks alone, unless asked, and then say which', async () => {
      const order = await desk.create();
      const before = await desk.run(order, 'seat dispatch');
      const current = await policies().get();
      const shorter = current.rules.map((rule) =>
        rule.clock === 'handling' && !rule.kind && !rule.second ? { ...rule, workdays: 2 } : rule,
      );
      const set = await policies().set(CAST.supervisor, { ...change(current), rules: shorter }, new Date());
      expect(set).toMatchObject({ version: current.version + 1, revisionId: null, setBy: '宋杰' });
      expect(await desk.run(order)).toEqual(before);
      const stale = await refused(
        policies().set(CAST.supervisor, { ...change(current), rules: shorter }, new Date()),
      );
      expect(stale).toMatchObject({ code: 'CONFLICT', details: { version: set.version } });

      const other = await desk.run(await desk.create(), 'seat dispatch');
      const applied = await policies().set(
        CAST.supervisor,
        { ...change(set), rules: shorter, applyToRunning: true },
        new Date(),
      );
      const revision = await finished(applied.revisionId ?? '');
      const altered = await desk.app.get(ClockRevisions).alterations({ revisionId: revision.id, limit: 200 });
      const own = altered.items.filter(({ orderId }) => orderId === order.id);
      const after = clockOf(await desk.run(order), 'handling');
      expect(own).toMatchObject([
        { kind: 'handling', oldDueAt: clockOf(before, 'handling')?.dueAt, newDueAt: after?.dueAt },
      ]);
      expect(altered.items.filter(({ orderId }) => orderId === other.id)).toEqual([]);
      expect(revision).toMatchObject({ cause: 'policy', of: applied.version, altered: altered.items.length });
      const versions = (await policies().list({ limit: 2 })).items.map(({ version }) => version);
      expect(versions).toEqual([applied.version, set.version]);
    });

    it('that give more time take the light from an order, unless another deadline or somebody gave it', async () => {
      const orders = await Promise.all(
        ['late', 'late otherwise, too', 'supervised'].map(() => desk.create()),
      );
      const [late, twice, supervised] = orders;
      for (const order of orders) await desk.run(order, 'seat dispatch', 'scjg sign', 'scjg first-contact');
      if (!late || !twice || !supervised) throw new Error('There are three.');
      await desk.run(supervised, 'supervisor supervise');
      await desk.act('seat', twice, 'add-co-handler');
      const light = (id: string, agencyCode: string, when: string) =>
        desk.query(
          `WITH lit AS (UPDATE order_clocks SET light = 'red', level = 2, due_at = ${when} WHERE order_id = $1
                          AND agency_code = $2 AND kind IN ('handling', 'sign') AND ended_at IS NULL)
           UPDATE work_orders SET supervision = 'red' WHERE id = $1`,
          [id, agencyCode],
        );
      for (const { id } of orders) await light(id, 'SCJG', 'due_at');
      await desk.query(
        `UPDATE order_clocks SET light = 'red', level = 2, started_at = now() - interval '90 days'
          WHERE order_id = $1 AND agency_code = 'ZXQY'`,
        [twice.id],
      );
      const current = await policies().get();
      const longer = current.rules.map((rule) =>
        rule.clock === 'handling' ? { ...rule, workdays: 9 } : rule,
      );
      const set = { ...change(current), rules: longer, applyToRunning: true };
      await finished((await policies().set(CAST.supervisor, set, new Date())).revisionId ?? '');
      const lights = await Promise.all(orders.map(async (order) => (await desk.run(order)).supervision));
      expect(lights).toEqual([null, 'red', 'red']);
    });

    it('are refused by field', async () => {
      const current = await policies().get();
      const error = await refused(
        policies().set(
          CAST.supervisor,
          { ...change(current), rules: [{ clock: 'sign', hours: 'office' }] },
          new Date(),
        ),
      );
      expect(error).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'rules[0].workdays' }, { field: 'rules' }] },
      });
      const short = { ...change(current), officeHours: [{ from: '09:00', to: '09:01' }] };
      const endless = { to: 'lead' as const, afterWorkingMinutes: 251 };
      expect(
        await refused(policies().set(CAST.supervisor, { ...short, escalations: [endless] }, new Date())),
      ).toMatchObject({ details: { fields: [{ field: 'escalations[0].afterWorkingMinutes' }] } });
    });
  });

  describe('the calendar', () => {
    it('of a year that is not published makes deadlines provisional, and final when it arrives', async () => {
      const calendar = desk.app.get(CalendarAdministration);
      const year = new Date().getFullYear();
      const shipped = await calendar.get(year);
      const unpublish = await calendar.set(
        CAST.supervisor,
        { ...shippedYear(shipped), published: false },
        new Date(),
      );
      await finished(unpublish.revisionId ?? '');
      const order = await desk.create();
      const provisional = clockOf(await desk.run(order, 'seat dispatch'), 'handling');
      expect(provisional?.provisional).toBe(true);
      const day = (provisional?.dueAt ?? '').slice(0, 10);
      const arrived = await calendar.set(
        CAST.supervisor,
        { ...shippedYear(shipped), holidays: [...new Set([...shipped.holidays, day])], published: true },
        new Date(),
      );
      const { id: revisionId } = await finished(arrived.revisionId ?? '');
      const final = clockOf(await desk.run(order), 'handling');
      expect(final?.provisional).toBe(new Date(final?.dueAt ?? '').getFullYear() !== year);
      expect(Date.parse(final?.dueAt ?? '')).toBeGreaterThan(Date.parse(provisional?.dueAt ?? ''));
      const { items } = await desk.app.get(ClockRevisions).alterations({ revisionId, limit: 200 });
      expect(items.find(({ orderId, kind }) => orderId === order.id && kind === 'handling')).toMatchObject({
        oldDueAt: provisional?.dueAt,
        newDueAt: final?.dueAt,
      });
      expect(await calendar.get(year)).toMatchObject({ source: 'edited', published: true });
      const told = await desk.query(
        `SELECT data->>'altered' AS altered FROM outbox WHERE type = 'desk.evt.clocks.revised' AND data->>'revisionId' = $1`,
        [revisionId],
      );
      expect(told).toHaveLength(1);
    });

    it('refuses days of another year', async () => {
      const calendar = desk.app.get(CalendarAdministration);
      const year = { year: 2027, holidays: ['2026-01-01'], makeUpDays: [], published: true };
      expect(await refused(calendar.set(CAST.supervisor, year, new Date()))).toMatchObject({
        code: 'INVALID_ARGUMENT',
        details: { fields: [{ field: 'holidays[0]' }] },
      });
    });
  });
});

const shippedYear = ({
  year,
  holidays,
  makeUpDays,
  published,
}: Awaited<ReturnType<CalendarAdministration['get']>>) => ({
  year,
  holidays,
  makeUpDays,
  published,
});

import type { HandoverView, ReportHandover } from '#contracts';
import { v7 as uuidv7 } from 'uuid';
import { AgencyTrayService } from '../../apps/enterprise-desk/src/exchange/agency-tray.service';
import { LedgerService } from '../../apps/enterprise-desk/src/exchange/ledger.service';
import { CAST, OrderDesk, refused } from '../support/orders';

const DIGEST = 'a'.repeat(64);

describe('the ledger', () => {
  let desk: OrderDesk;

  beforeAll(async () => {
    desk = await OrderDesk.open();
  });
  afterAll(() => desk?.close());

  const ledger = () => desk.app.get(LedgerService);
  const of = async (orderId: string): Promise<HandoverView[]> => (await ledger().list({ orderId })).items;
  const dispatched = async (): Promise<{ id: string; row: HandoverView }> => {
    const { id } = await desk.create();
    await desk.run({ id }, 'seat dispatch');
    const [row] = await of(id);
    if (!row) throw new Error('Nothing was handed over.');
    return { id, row };
  };
  const report = (row: HandoverView, step: ReportHandover['step'], more: Partial<ReportHandover> = {}) =>
    ledger().report(row.agencyCode, { handoverId: row.id, step, ...more });
  const carried = async (row: HandoverView) => {
    const [found] = await desk.query<{ carries: number; events: number }>(
      `SELECT carries, (SELECT count(*)::int FROM outbox WHERE type = 'agency.*.handover' AND data->>'id' = $1) AS events
         FROM handovers WHERE id = $1::uuid`,
      [row.id],
    );
    return found;
  };

  it('has a row and an event of what is dispatched, and neither of what is rolled back', async () => {
    const { id, row } = await dispatched();
    expect(row).toMatchObject({ agencyCode: 'SCJG', kind: 'order', state: 'waiting', attempts: 0 });
    expect(row.payload.order).toMatchObject({ id, phone: '138****8000', part: 'lead' });
    expect(await carried(row)).toEqual({ carries: 1, events: 1 });

    const other = await desk.create();
    await refused(desk.act('seat', other, 'dispatch', { version: 99 }));
    expect(await of(other.id)).toEqual([]);
  });

  it('follows a handover step by step and forgets no failure', async () => {
    const { row } = await dispatched();
    expect(await report(row, 'taken')).toEqual({ due: true });
    await report(row, 'failed', { problem: 'connect ECONNREFUSED' });
    await report(row, 'failed', { problem: '503' });
    const [sent] = await of(row.orderId ?? '');
    expect(sent).toMatchObject({ state: 'sent', attempts: 2, lastError: '503', deliveredAt: null });
    await report(row, 'delivered', { digest: DIGEST });
    const [delivered] = await of(row.orderId ?? '');
    expect(delivered).toMatchObject({ state: 'delivered', deliveredDigest: DIGEST, sentAt: sent?.sentAt });
    expect(await report(row, 'taken')).toEqual({ due: false });
    expect((await of(row.orderId ?? ''))[0]).toEqual(delivered);
  });

  it('lets no handover of an order overtake one from before, whichever adapter brings it', async () => {
    const { id, row } = await dispatched();
    await desk.run({ id }, 'seat urge');
    const [urged] = await of(id);
    if (!urged) throw new Error('Nothing was handed over.');
    expect(urged).toMatchObject({ kind: 'urged', state: 'waiting' });
    for (const step of ['taken', 'failed'] as const) {
      expect(await report(urged, 'taken')).toEqual({ due: true, waits: true });
      await report(row, step);
    }
    expect((await of(id))[0]).toMatchObject({ state: 'waiting', sentAt: null });
    await report(row, 'delivered', { digest: DIGEST });
    expect(await report(urged, 'taken')).toEqual({ due: true });

    const other = await dispatched();
    await desk.run({ id: other.id }, 'seat urge');
    const [behind] = await of(other.id);
    if (!behind) throw new Error('Nothing was handed over.');
    await report(other.row, 'taken');
    await report(other.row, 'refused', { problem: '422' });
    expect(await report(behind, 'taken')).toEqual({ due: true });
    await ledger().replay({ handoverId: other.row.id });
    expect(await report(behind, 'taken')).toEqual({ due: true, waits: true });
  });

  it('is told of a handover by its own agency alone', async () => {
    const { row } = await dispatched();
    expect((await refused(ledger().report('GJJ', { handoverId: row.id, step: 'delivered' }))).code).toBe(
      'NOT_FOUND',
    );
    expect((await refused(ledger().acknowledge('GJJ', row.id))).code).toBe('NOT_FOUND');
    expect((await of(row.orderId ?? ''))[0]?.state).toBe('waiting');
  });

  it('of two adapters that report at once counts each failure, and delivers once', async () => {
    const { row } = await dispatched();
    await report(row, 'taken');
    await Promise.all(Array.from({ length: 8 }, () => report(row, 'failed', { problem: 'x' })));
    expect((await of(row.orderId ?? ''))[0]?.attempts).toBe(8);
    const answers = await Promise.all(Array.from({ length: 4 }, () => report(row, 'delivered')));
    expect(answers.filter(({ due }) => due)).toHaveLength(1);
  });

  it('takes signing for delivery, and the digest that the adapter brings later', async () => {
    const { id, row } = await dispatched();
    await desk.run({ id }, 'scjg sign');
    expect((await of(id))[0]).toMatchObject({ state: 'delivered', deliveredDigest: null });
    expect(await report(row, 'delivered', { digest: DIGEST })).toEqual({ due: false });
    expect((await of(id))[0]).toMatchObject({ state: 'delivered', deliveredDigest: DIGEST });
  });

  it('writes down signing, replying and confirming, and takes them back where they are to be done again', async () => {
    const { id } = await dispatched();
    const [, order] = [
      await desk.run({ id }, 'scjg sign', 'scjg first-contact', 'scjg reply'),
      await own(id),
    ];
    expect(order).toMatchObject({ confirmedAt: null });
    expect(order.signedAt && order.repliedAt).toBeTruthy();
    await desk.run({ id }, 'seat refuse-reply');
    expect((await own(id)).repliedAt).toBeNull();
    await desk.run({ id }, 'scjg reply', 'seat accept-reply');
    expect((await own(id)).confirmedAt).not.toBeNull();
  });

  const own = async (orderId: string): Promise<HandoverView> => {
    const row = (await of(orderId)).find(({ kind }) => kind === 'order');
    return row ?? Promise.reject(new Error('No handover of the order.'));
  };

  it('puts what the agency refuses aside, and sends it again under its id once a person has corrected it', async () => {
    const { id, row } = await dispatched();
    expect((await refused(ledger().replay({ handoverId: row.id }))).code).toBe('INVALID_STATE');
    await report(row, 'taken');
    await report(row, 'refused', { problem: '422' });
    expect((await ledger().list({ state: 'dead' })).items.map((dead) => dead.id)).toEqual([row.id]);
    const replayed = await ledger().replay({ handoverId: row.id, title: '已更正' });
    expect(replayed).toMatchObject({ id: row.id, state: 'waiting', payload: { order: { title: '已更正' } } });
    expect(replayed.digest).not.toBe(row.digest);
    expect(await carried(row)).toEqual({ carries: 2, events: 2 });
    expect((await of(id))[0]).toMatchObject({ state: 'waiting', attempts: 1, sentAt: null });
  });

  it('lays ready what an agency fetches, the oldest first, until it is acknowledged', async () => {
    const tray = desk.app.get(AgencyTrayService);
    const rows = [await dispatched(), await dispatched(), await dispatched()].map(({ row }) => row);
    for (const row of rows) await report(row, 'available', { digest: DIGEST, document: { form: row.id } });
    const first = await tray.list(CAST.scjg, { limit: 2 });
    expect(first.items.map(({ document }) => document['form'])).toEqual([rows[0]?.id, rows[1]?.id]);
    const second = await tray.list(CAST.scjg, { limit: 2, cursor: first.nextCursor ?? '' });
    expect(second.items.map(({ id }) => id)).toEqual([rows[2]?.id]);
    expect((await tray.list(CAST.gjj, {})).items).toEqual([]);
    await tray.acknowledge(CAST.scjg, rows[0]?.id ?? '');
    await tray.acknowledge(CAST.scjg, rows[0]?.id ?? '');
    expect((await tray.list(CAST.scjg, {})).items.map(({ id }) => id)).toEqual([rows[1]?.id, rows[2]?.id]);
    const { row: waiting } = await dispatched();
    expect((await refused(tray.acknowledge(CAST.scjg, waiting.id))).code).toBe('NOT_FOUND');
    expect(
      (await refused(tray.acknowledge({ ...CAST.scjg, scopes: ['orders:read'] }, waiting.id))).code,
    ).toBe('FORBIDDEN');
  });

  it('relieves an agency that has the order no more: it is delivered nothing further', async () => {
    const { id, row } = await dispatched();
    await desk.act('seat', { id }, 'reassign', { agencyCode: 'GJJ', text: '职责调整' });
    const rows = await of(id);
    expect(rows.map(({ agencyCode, kind, state }) => `${agencyCode} ${kind} ${state}`).sort()).toEqual([
      'GJJ order waiting',
      'SCJG order withdrawn',
      'SCJG withdrawn waiting',
    ]);
    expect(await report(row, 'taken')).toEqual({ due: false });
  });

  it('relieves a co-handler with the reason, and tells it nothing of the order from then on', async () => {
    const { id } = await dispatched();
    await desk.run({ id }, 'seat add-co-handler', 'seat relieve-co-handler', 'seat urge');
    const ofZxqy = (await of(id)).filter(({ agencyCode }) => agencyCode === 'ZXQY');
    expect(ofZxqy.map(({ kind, state, payload }) => [kind, state, payload.text ?? null])).toEqual([
      ['withdrawn', 'waiting', '逾期未答复，由主办单位一并答复'],
      ['order', 'withdrawn', null],
    ]);
    await desk.run({ id }, 'seat add-co-handler', 'seat urge');
    const again = (await of(id)).filter(
      ({ agencyCode, state }) => agencyCode === 'ZXQY' && state === 'waiting',
    );
    expect(again.map(({ kind }) => kind)).toEqual(['urged', 'order', 'withdrawn']);
  });

  it('lists the newest first, by page, and names a wrong cursor', async () => {
    const all = (await ledger().list({ limit: 200 })).items.map(({ id }) => id);
    expect(all).toEqual([...all].sort().reverse());
    const read: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await ledger().list({ limit: 3, ...(cursor ? { cursor } : {}) });
      read.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
      if (!cursor) break;
    }
    expect(read).toEqual(all);
    const cursor = Buffer.from(JSON.stringify(['nonsense'])).toString('base64url');
    expect(await refused(ledger().list({ cursor }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('balances: every handover of the month is in one state, older ones are not counted', async () => {
    await desk.query(
      `INSERT INTO handovers (id, agency_code, kind, state, payload, digest, created_at, carried_at)
       VALUES ($1, 'OLD', 'order', 'delivered', '{}', '', now() - interval '32 days', now())`,
      [uuidv7()],
    );
    const { agencies } = await ledger().balance();
    expect(agencies.map(({ agencyCode }) => agencyCode)).toEqual(['GJJ', 'SCJG', 'ZXQY']);
    for (const { handovers, waiting, sent, available, delivered, withdrawn, dead } of agencies)
      expect(waiting + sent + available + delivered + withdrawn + dead).toBe(handovers);
    const [{ count } = { count: 0 }] = await desk.query<{ count: number }>(
      `SELECT count(*)::int FROM handovers WHERE agency_code <> 'OLD'`,
    );
    expect(agencies.reduce((sum, { handovers }) => sum + handovers, 0)).toBe(count);
  });
});

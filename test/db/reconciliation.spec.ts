import type { AgencyBooks, HandoverView } from '#contracts';
import { LedgerService } from '../../apps/enterprise-desk/src/exchange/ledger.service';
import { ReconciliationService } from '../../apps/enterprise-desk/src/exchange/reconciliation.service';
import { OrderDesk } from '../support/orders';

const GIVEN = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const NOTHING = { compared: 0, confirmed: 0, missing: 0, different: 0, stale: 0, problem: null };

describe('reconciliation', () => {
  let desk: OrderDesk;
  /** The agency's own books; none can be read while there are none. */
  let books: Map<string, string | undefined> | undefined;
  let kept = true;
  const asked: string[][] = [];

  beforeAll(async () => {
    desk = await OrderDesk.open((_subject, request): Promise<AgencyBooks> => {
      const { handoverIds } = request as { handoverIds: string[] };
      asked.push(handoverIds);
      if (!books) return Promise.reject(new Error('The system is down.'));
      const known = books;
      const entries = handoverIds.flatMap((handoverId) => {
        const digest = known.get(handoverId);
        return known.has(handoverId) ? [{ handoverId, ...(digest ? { digest } : {}) }] : [];
      });
      return Promise.resolve({ kept, entries });
    });
  });
  afterAll(() => desk?.close());
  beforeEach(async () => {
    await desk.query('DELETE FROM handovers');
    books = new Map();
    kept = true;
    asked.length = 0;
  });

  const ledger = () => desk.app.get(LedgerService);
  const reconcile = (now?: Date) => desk.app.get(ReconciliationService).run('SCJG', now);
  const handed = async (...steps: ('taken' | 'delivered')[]): Promise<HandoverView> => {
    const { id } = await desk.create();
    await desk.run({ id }, 'seat dispatch');
    const row = await rowOf(id);
    for (const step of steps)
      await ledger().report('SCJG', {
        handoverId: row.id,
        step,
        ...(step === 'delivered' ? { digest: GIVEN } : {}),
      });
    return row;
  };
  const rowOf = async (orderId: string | null): Promise<HandoverView> => {
    const [row] = (await ledger().list({ orderId: orderId ?? '' })).items;
    return row ?? Promise.reject(new Error('Nothing was handed over.'));
  };
  const statesOf = async (orderId: string | null): Promise<string[]> =>
    (await ledger().list({ orderId: orderId ?? '' })).items.map(({ state }) => state);
  const carries = async ({ id }: HandoverView): Promise<number | undefined> =>
    (await desk.query<{ carries: number }>('SELECT carries FROM handovers WHERE id = $1', [id]))[0]?.carries;

  it('finds nothing where the books agree', async () => {
    const row = await handed('taken', 'delivered');
    books?.set(row.id, GIVEN);
    expect(await reconcile()).toMatchObject({ ...NOTHING, compared: 1 });
    expect(await carries(row)).toBe(1);
  });

  it('hands over again what the agency does not have, or has otherwise, once each', async () => {
    const [missing, different, unsure] = [
      await handed('taken', 'delivered'),
      await handed('taken', 'delivered'),
      await handed('taken', 'delivered'),
    ];
    books?.set(different.id, OTHER).set(unsure.id, undefined);
    expect(await reconcile()).toMatchObject({ ...NOTHING, compared: 3, missing: 1, different: 1 });
    expect(await Promise.all([missing, different, unsure].map(carries))).toEqual([2, 2, 1]);
    expect((await rowOf(missing.orderId)).state).toBe('waiting');
    // What is on its way again is not missed a second time.
    expect(await reconcile()).toMatchObject({ ...NOTHING, compared: 1 });
  });

  it('notes what has arrived without the desk knowing', async () => {
    const row = await handed('taken');
    books?.set(row.id, GIVEN);
    expect(await reconcile()).toMatchObject({ ...NOTHING, compared: 1, confirmed: 1 });
    expect(await rowOf(row.orderId)).toMatchObject({ state: 'delivered', deliveredDigest: GIVEN });
  });

  it('does not ask about what the adapter has not taken, nor about what is older than a week', async () => {
    await handed();
    const old = await handed('taken', 'delivered');
    expect(await reconcile(new Date(Date.now() + 8 * 86_400_000))).toMatchObject({ compared: 0, missing: 0 });
    expect(asked).toEqual([]);
    expect(await carries(old)).toBe(1);
  });

  it('does not miss what the agency was relieved of, or has refused, after it had it', async () => {
    const withdrawn = await handed('taken', 'delivered');
    await desk.run({ id: withdrawn.orderId ?? '' }, 'seat withdraw');
    const dead = await handed('taken', 'delivered');
    expect(await reconcile()).toMatchObject({ compared: 1, missing: 1 });
    await ledger().report('SCJG', { handoverId: dead.id, step: 'refused', problem: 'No such matter.' });
    expect((await Promise.all([withdrawn, dead].map(({ orderId }) => statesOf(orderId)))).flat()).toEqual([
      'waiting',
      'withdrawn',
      'dead',
    ]);
    expect(await reconcile()).toMatchObject(NOTHING);
    expect(await Promise.all([withdrawn, dead].map(carries))).toEqual([1, 2]);
  });

  it('does not miss what a co-handler was relieved of', async () => {
    const { id } = await desk.create();
    await desk.act('seat', { id }, 'dispatch', { agencyCode: 'ZXQY' });
    await desk.act('seat', { id }, 'add-co-handler', { agencyCode: 'SCJG' });
    const row = (await ledger().list({ orderId: id, agencyCode: 'SCJG' })).items[0];
    for (const step of ['taken', 'delivered'] as const)
      await ledger().report('SCJG', { handoverId: row?.id ?? '', step, digest: GIVEN });
    await desk.act('seat', { id }, 'relieve-co-handler', { agencyCode: 'SCJG' });
    expect(await reconcile()).toMatchObject(NOTHING);
    expect(await carries(row as HandoverView)).toBe(1);
  });

  it('leaves an agency whose books are ours in peace', async () => {
    kept = false;
    const row = await handed('taken', 'delivered');
    expect(await reconcile()).toMatchObject(NOTHING);
    expect(await carries(row)).toBe(1);
  });

  it('carries again what has not arrived for too long, also while the books cannot be read, with doubling patience', async () => {
    books = undefined;
    const row = await handed('taken');
    const age = (seconds: number) =>
      desk.query(`UPDATE handovers SET carried_at = now() - make_interval(secs => $2) WHERE id = $1`, [
        row.id,
        seconds,
      ]);
    expect(await reconcile()).toMatchObject({ stale: 0, problem: 'The system is down.' });
    await age(901);
    expect(await reconcile()).toMatchObject({ stale: 1, problem: 'The system is down.' });
    expect(await carries(row)).toBe(2);
    await age(901);
    expect(await reconcile()).toMatchObject({ stale: 0 });
    await age(1_801);
    expect(await reconcile()).toMatchObject({ stale: 1 });
    expect(await carries(row)).toBe(3);
  });

  it('of two desks that compare at once each handover goes again once for each finding, and arrives once', async () => {
    const row = await handed('taken', 'delivered');
    const found = await Promise.all([reconcile(), reconcile()]);
    expect(found.map(({ missing }) => missing).sort()).toEqual([expect.any(Number), 1]);
    expect(await carries(row)).toBe(2);
    const answers = await Promise.all(
      [1, 2].map(() => ledger().report('SCJG', { handoverId: row.id, step: 'delivered', digest: GIVEN })),
    );
    expect(answers.filter(({ due }) => due)).toHaveLength(1);
  });

  it('keeps what each comparison has found, the newest first', async () => {
    await handed('taken', 'delivered');
    const made = await reconcile();
    const { items } = await desk.app.get(ReconciliationService).list({ agencyCode: 'SCJG', limit: 2 });
    expect(items[0]).toEqual(made);
    expect((await desk.app.get(ReconciliationService).list({ agencyCode: 'GJJ' })).items).toEqual([]);
  });
});

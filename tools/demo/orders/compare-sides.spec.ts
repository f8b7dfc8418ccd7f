import type { HandoverView, OrderHistoryEntry, WorkOrderView } from '#contracts';
import type { Done, Received } from '../../agency/agency-store';
import { compareSides, type SideRecord } from './compare-sides';
import type { OrderRecord } from './played-order';

const ORDER = 'order-1';

const handover = (id: string, more: Partial<HandoverView> = {}): HandoverView =>
  ({
    ...{ id, agencyCode: 'SCJG', kind: 'order', state: 'delivered', orderId: ORDER },
    ...{ deliveredAt: '2026-11-24T09:00:00.000Z', deliveredDigest: `digest of ${id}` },
    ...more,
  }) as HandoverView;
const entry = (action: string, more: Partial<OrderHistoryEntry> = {}): OrderHistoryEntry =>
  ({ action, actorKind: 'agency', agencyCode: 'SCJG', ...more }) as OrderHistoryEntry;
const received = (handoverId: string, more: Partial<Received> = {}): Received => ({
  ...{ handoverId, kind: 'order', orderId: ORDER, digest: `digest of ${handoverId}` },
  ...more,
});
const done = (type: string, taken = true): Done => ({ deliveryId: type, orderId: ORDER, type, taken });

const record = (handovers: HandoverView[], history: OrderHistoryEntry[] = []): OrderRecord =>
  ({
    order: { id: ORDER, number: 'QF1' },
    view: { id: ORDER, status: 'archived' } as WorkOrderView,
    ...{ handovers, history, supervisions: [] },
  }) as unknown as OrderRecord;
const side = (books: SideRecord['books'], more: Partial<SideRecord> = {}): SideRecord => ({
  ...{ code: 'SCJG', kind: 'http-push', books, statuses: new Map([[ORDER, 'archived']]) },
  ...more,
});

describe('the books of the desk and of an agency', () => {
  it('agree when everything is there once on both sides', () => {
    const rows = [
      handover('h1'),
      handover('h2', { kind: 'withdrawn' }),
      handover('h3', { agencyCode: 'GJJ' }),
      handover('h4', { state: 'withdrawn', deliveredAt: null, deliveredDigest: null }),
    ];
    const history = [
      entry('create', { actorKind: 'staff', agencyCode: null }),
      entry('sign'),
      entry('reply'),
    ];
    const books = {
      received: [received('h1'), received('h2', { kind: 'withdrawn' }), received('x', { orderId: 'other' })],
      done: [done('order.signed'), done('order.returned', false), done('order.replied')],
    };
    expect(compareSides([record(rows, history)], side(books))).toEqual([]);
  });

  test.each<[string, HandoverView[], Received[], string]>([
    ['an order was dropped', [handover('h1')], [], 'QF1: SCJG does not have the handover "order" that'],
    ['an order came twice', [handover('h1')], [received('h1'), received('h1')], 'QF1: SCJG has the handover'],
    [
      'other bytes came',
      [handover('h1')],
      [received('h1', { digest: '?' })],
      'QF1: SCJG has another handover',
    ],
    ['nobody sent it', [], [received('h1')], 'QF1: SCJG has a handover "order" that is not in the ledger'],
    [
      'one was dropped that was withdrawn later',
      [handover('h1', { state: 'withdrawn' })],
      [],
      'QF1: SCJG does not have',
    ],
    [
      'it is on its way',
      [handover('h1', { state: 'sent' })],
      [],
      'QF1: a handover "order" to SCJG is still sent',
    ],
    ['it is dead', [handover('h1', { state: 'dead' })], [], 'QF1: a handover "order" to SCJG is still dead'],
  ])('disagree when %s', (_, rows, books, problem) => {
    const problems = compareSides([record(rows)], side({ received: books, done: [] }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test.each<[string, OrderHistoryEntry[], Done[]]>([
    ['was lost', [entry('sign')], [done('order.signed'), done('order.replied')]],
    ['came twice', [entry('reply'), entry('reply')], [done('order.replied')]],
    ['came in another order', [entry('reply'), entry('sign')], [done('order.signed'), done('order.replied')]],
  ])('disagree when what the agency did %s', (_, history, deeds) => {
    expect(compareSides([record([], history)], side({ received: [], done: deeds }))).toHaveLength(1);
  });

  it('disagree about the status', () => {
    const statuses = new Map([[ORDER, 'replied']]);
    expect(compareSides([record([])], side({ received: [], done: [] }, { statuses }))).toEqual([
      'QF1 is archived at the desk and replied at SCJG',
    ]);
  });

  it('need no system where people look at our pages, who see each order once', () => {
    const portal = { kind: 'portal' };
    const seen = { received: [received(ORDER)], done: [] };
    expect(compareSides([record([handover('h1')])], side(seen, portal))).toEqual([]);
    expect(compareSides([record([handover('h1')])], side({ received: [], done: [] }, portal))).toEqual([
      'QF1: the people of SCJG have seen it 0 times',
    ]);
  });
});

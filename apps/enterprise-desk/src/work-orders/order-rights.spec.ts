import { AGENCY_ORDER_ACTIONS, DESK_ORDER_ACTIONS, type OrderAction } from '#contracts';
import { newOrder } from './new-order';
import { THE_DESK, type OrderActor } from './order-actor';
import type { OrderAgency } from './order-agency.entity';
import { allowedActions, refusedRight, type OrderState } from './order-rights';
import type { WorkOrder } from './work-order.entity';

const HANDLER = '00000000-0000-7000-8000-000000000001';
const staff = (over: Partial<OrderActor> = {}): OrderActor => ({
  kind: 'staff',
  id: '00000000-0000-7000-8000-000000000002',
  name: '周明',
  agencyCode: null,
  oversees: false,
  ...over,
});
const agency = (agencyCode: string): OrderActor => ({ ...staff(), kind: 'agency', agencyCode });
const row = (
  agencyCode: string,
  part: OrderAgency['part'],
  over: Partial<OrderAgency> = {},
): OrderAgency => ({
  orderId: '',
  agencyCode,
  part,
  signedAt: null,
  contactedAt: null,
  repliedAt: null,
  orderStatus: null,
  ...over,
});
const state = (
  over: Partial<WorkOrder> = {},
  agencies: OrderAgency[] = [row('SCJG', 'lead')],
): OrderState => ({
  order: {
    ...newOrder({
      number: 'QF20261124-000001',
      kind: 'help',
      urgency: 'normal',
      channel: 'phone',
      confidential: false,
      matterCode: 'SCJG-01',
      district: 'city',
      classification: null,
      title: '',
      description: '',
      enterpriseName: '',
      enterpriseId: null,
      phoneEncrypted: null,
      conversationId: null,
      handlerId: HANDLER,
      parentId: null,
      now: new Date(0),
    }),
    ...over,
  },
  agencies,
});
const now = new Date();

describe('who may do what', () => {
  const by = (actor: OrderActor, among: readonly OrderAction[], of = state()): OrderAction[] =>
    among.filter((action) => !refusedRight(action, actor, of));
  const overseen: OrderAction[] = ['supervise', 'release', 'rule', 'disclose', 'withhold', 'reveal'];

  it.each([
    ['a seat', staff(), DESK_ORDER_ACTIONS.filter((action) => ![...overseen, 'conceal'].includes(action))],
    ['who oversees', staff({ oversees: true }), DESK_ORDER_ACTIONS],
    ['the desk itself', THE_DESK, DESK_ORDER_ACTIONS],
    ['the lead agency', agency('SCJG'), AGENCY_ORDER_ACTIONS],
    ['a co-handler', agency('GJJ'), ['sign', 'first-contact', 'note', 'reply', 'state-position']],
    ['an agency that had it', agency('ZXQY'), ['state-position']],
    ['another agency', agency('XXXX'), []],
    ['the enterprise', { ...staff(), kind: 'enterprise' as const }, ['settle', 'redo']],
  ])('%s', (_, actor, expected) => {
    const of = state({}, [row('SCJG', 'lead'), row('GJJ', 'co-handler'), row('ZXQY', 'former')]);
    const all = [...DESK_ORDER_ACTIONS, ...AGENCY_ORDER_ACTIONS];
    expect(by(actor, all, of).sort()).toEqual([...expected].sort());
  });

  it('lets who took it down make it confidential, and not open it again', () => {
    const handler = staff({ id: HANDLER });
    expect(by(handler, ['conceal', 'reveal', 'classify'])).toEqual(['conceal', 'classify']);
  });

  it('never lets who took it down rule which agency is responsible', () => {
    expect(by(staff({ oversees: true, id: HANDLER }), ['rule', 'decline'])).toEqual(['decline']);
    expect(by(staff({ oversees: true }), ['rule', 'decline'])).toEqual(['rule', 'decline']);
  });

  it('never lets who took it down judge how it was solved', () => {
    for (const oversees of [false, true])
      expect(by(staff({ id: HANDLER, oversees }), ['settle', 'redo', 'accept-reply'])).toEqual([
        'accept-reply',
      ]);
  });
});

describe('an order may be withdrawn', () => {
  const withdrawal = (...agencies: OrderAgency[]) =>
    allowedActions(THE_DESK, state({ status: 'dispatched' }, agencies)).includes('withdraw');
  it.each([
    ['nobody has signed', [row('SCJG', 'lead')], true],
    ['the lead has signed', [row('SCJG', 'lead', { signedAt: now })], false],
    ['a co-handler has signed', [row('SCJG', 'lead'), row('GJJ', 'co-handler', { signedAt: now })], false],
    [
      'an agency had signed that has it no more',
      [row('SCJG', 'lead'), row('GJJ', 'former', { signedAt: now })],
      true,
    ],
  ])('when %s', (_, agencies, expected) => expect(withdrawal(...agencies)).toBe(expected));
});

describe('what is possible now', () => {
  const lead = agency('SCJG');
  it.each<[string, OrderActor, OrderState, OrderAction[]]>([
    [
      'a draft',
      staff(),
      state({ status: 'draft' }, []),
      ['dispatch', 'decline', 'withdraw', 'merge', 'split', 'remark', 'classify'],
    ],
    ['dispatched, for its agency', lead, state({ status: 'dispatched' }), ['sign', 'return', 'note']],
    [
      'reassigned: it may object',
      lead,
      state({ status: 'dispatched', reassigned: true }),
      ['sign', 'return', 'object', 'note'],
    ],
    [
      'ruled: it may not',
      lead,
      state({ status: 'dispatched', reassigned: true, ruledAt: now }),
      ['sign', 'note'],
    ],
    [
      'ruled: nor is it reassigned',
      staff(),
      state({ status: 'dispatched', ruledAt: now }),
      ['withdraw', 'merge', 'split', 'add-co-handler', 'suspend', 'urge', 'remark', 'classify'],
    ],
    [
      'an extension was asked for',
      lead,
      state({ status: 'signed', extensionState: 'refused' }),
      ['return', 'first-contact', 'note'],
    ],
    ['suspended, for its agency', lead, state({ status: 'in-progress', suspended: true }), ['note']],
    [
      'suspended, for a seat',
      staff(),
      state({ status: 'in-progress', suspended: true }),
      ['merge', 'resume', 'remark', 'classify'],
    ],
    [
      'a co-handler has not replied',
      lead,
      state({ status: 'in-progress' }, [row('SCJG', 'lead'), row('GJJ', 'co-handler')]),
      ['first-contact', 'request-extension', 'note'],
    ],
    [
      'a co-handler before it signs',
      agency('GJJ'),
      state({ status: 'in-progress' }, [row('SCJG', 'lead'), row('GJJ', 'co-handler')]),
      ['sign', 'note'],
    ],
    [
      'a co-handler that has signed',
      agency('GJJ'),
      state({ status: 'in-progress' }, [row('GJJ', 'co-handler', { signedAt: now })]),
      ['first-contact', 'note', 'reply'],
    ],
    [
      'a co-handler that has replied',
      agency('GJJ'),
      state({ status: 'in-progress' }, [row('GJJ', 'co-handler', { signedAt: now, repliedAt: now })]),
      ['first-contact', 'note'],
    ],
    [
      'a co-handler while it is adjudicated who leads, signed or not',
      agency('GJJ'),
      state({ status: 'adjudicating' }, [row('SCJG', 'lead'), row('GJJ', 'co-handler')]),
      ['state-position'],
    ],
    [
      'an agency that had it, while it is adjudicated',
      agency('GJJ'),
      state({ status: 'adjudicating' }, [row('GJJ', 'former')]),
      ['state-position'],
    ],
    ['archived', staff({ oversees: true }), state({ status: 'archived' }), ['remark', 'conceal']],
    [
      'confidential',
      staff({ oversees: true }),
      state({ status: 'archived', confidential: true }),
      ['remark', 'disclose', 'withhold', 'reveal'],
    ],
    ['merged', staff(), state({ status: 'merged' }), ['remark']],
  ])('%s', (_, actor, of, expected) => {
    expect([...allowedActions(actor, of)].sort()).toEqual([...expected].sort());
  });
});

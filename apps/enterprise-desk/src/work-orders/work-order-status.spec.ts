import { ORDER_ACTIONS, ORDER_STATUSES, type OrderStatus } from '#contracts';
import { checkOrderTransitions, ORDER_TRANSITIONS } from './work-order-status';

it('is sound', () => expect(() => checkOrderTransitions()).not.toThrow());

it('leads from 受理 to 归档 in the order of the closed loop', () => {
  const way = ['dispatch', 'sign', 'first-contact', 'reply', 'accept-reply', 'settle', 'archive'] as const;
  const statuses = way.reduce<OrderStatus[]>(
    (passed, action) => {
      const { from, to = [] } = ORDER_TRANSITIONS[action];
      expect(from).toContain(passed.at(-1));
      return [...passed, ...to];
    },
    ['draft'],
  );
  expect(statuses).toEqual([
    'draft',
    'dispatched',
    'signed',
    'in-progress',
    'replied',
    'following-up',
    'settled',
    'archived',
  ]);
});

it('goes back to the agency after a redo alone, once an order was followed up', () => {
  const reopening = ORDER_ACTIONS.filter(
    (action) =>
      ORDER_TRANSITIONS[action].from.includes('following-up') &&
      ORDER_TRANSITIONS[action].to?.includes('in-progress'),
  );
  expect(reopening).toEqual(['redo']);
  for (const status of ['settled', 'archived', 'merged'] as const) {
    const out = ORDER_ACTIONS.flatMap((action) => {
      const { from, to = [] } = ORDER_TRANSITIONS[action];
      return from.includes(status) ? to : [];
    });
    expect(out).toEqual(status === 'settled' ? ['archived'] : []);
  }
});

describe('a table that is wrong is found at the start', () => {
  const table = ORDER_TRANSITIONS;
  it.each([
    [
      'a word it does not know',
      { ...table, sign: { from: ['sent'], to: ['signed'] } },
      'no such status: sent',
    ],
    ['an action it does not know', { ...table, forget: { from: ['draft'] } }, 'no such action: forget'],
    ['an action that is missing', omit('urge'), 'urge is missing'],
    [
      'an action nobody reaches',
      { ...table, redo: { from: [], to: ['in-progress'] } },
      'redo can never be done',
    ],
    [
      'a status without a way in',
      { ...table, decline: { from: ['draft'], to: [] } },
      'declined is never reached',
    ],
    [
      'a status without a way out',
      {
        ...table,
        'accept-return': { from: [] },
        'refuse-return': { from: [] },
        decline: { from: ['draft'], to: ['declined'] },
      },
      'returned has no way out',
    ],
    [
      'a way out of what is final',
      { ...table, redo: { from: ['archived', 'following-up'], to: ['in-progress'] } },
      'archived is final',
    ],
  ])('%s', (_, wrong, problem) => {
    expect(() => checkOrderTransitions(wrong as typeof table)).toThrow(problem);
  });

  function omit(action: string): object {
    return Object.fromEntries(Object.entries(table).filter(([one]) => one !== action));
  }
});

it('knows every status and action', () => {
  expect(Object.keys(ORDER_TRANSITIONS).sort()).toEqual([...ORDER_ACTIONS].sort());
  const named = Object.values(ORDER_TRANSITIONS).flatMap(({ from, to = [] }) => [...from, ...to]);
  expect([...new Set(named)].sort()).toEqual([...ORDER_STATUSES].sort());
});

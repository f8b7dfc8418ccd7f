import { deedsOf, usualPlan, type Plan } from './manners';

const ORDER = '0199d1c2-7a00-7000-8000-000000000001';

describe('what an agency does about a handover', () => {
  test.each<[string, string, Plan, number, string]>([
    ['does an order', 'order', {}, 0, 'signed contacted replied'],
    ['gives it back as often as is planned', 'order', { returns: 2 }, 1, 'returned'],
    ['does it after that', 'order', { returns: 1 }, 1, 'signed contacted replied'],
    ['does what it may not give back', 'return-refused', { returns: 1 }, 1, 'signed contacted replied'],
    ['asks for more time', 'order', { extension: 3 }, 0, 'signed contacted extension-requested'],
    ['replies once that was decided', 'extension-decided', { extension: 3 }, 0, 'replied'],
    ['stalls', 'order', { stalls: true }, 0, 'signed contacted'],
    ['replies once it is supervised', 'supervised', { stalls: true }, 0, 'replied'],
    ['is not moved by a supervision otherwise', 'supervised', {}, 0, ''],
    ['has a position', 'position-asked', { returns: 1 }, 1, 'position-stated'],
    ['does it again', 'redo', {}, 0, 'contacted replied'],
    ['only reads that it is settled', 'settled', {}, 0, ''],
  ])('%s', (_, kind, plan, before, deeds) => {
    const types = deedsOf(kind, ORDER, plan, before).map(({ type }) => type.replace('order.', ''));
    expect(types.join(' ')).toBe(deeds);
  });

  it('returns a share of the orders without a plan, the same ones each time', () => {
    const returned = Array.from({ length: 1_000 }, (_, n) =>
      usualPlan(`${ORDER}${n}`, { pauseMs: 0, returnShare: 0.1 }),
    ).filter(({ returns }) => returns === 1);
    expect(returned.length).toBeGreaterThan(50);
    expect(returned.length).toBeLessThan(150);
    expect(usualPlan(ORDER, { pauseMs: 0, returnShare: 1 })).toEqual({ returns: 1 });
  });
});

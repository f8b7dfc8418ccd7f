import type { Entry, SystemCode } from './desk/message';
import type { Role } from './identity';
import { visibleTo } from './live';

const notice = (code: SystemCode, params: Record<string, unknown>): Entry => ({
  sequence: 3,
  kind: 'system',
  at: '2026-11-24T00:00:00.000Z',
  system: { code, params },
});
const seenBy = (entry: Entry): Role[] =>
  (['business', 'expert', 'seat', 'lead', 'supervisor', 'admin'] as const).filter(
    (role) => visibleTo(role, entry).kind !== 'hidden',
  );

test.each(['order-created', 'order-withdrawn', 'follow-up-asked'] as const)(
  'of a confidential order those alone read who oversee: %s',
  (code) => {
    expect(seenBy(notice(code, { number: 'QF20261124-000042', unseen: true }))).toEqual([
      'lead',
      'supervisor',
      'admin',
    ]);
    expect(seenBy(notice(code, { number: 'QF20261124-000042' }))).toHaveLength(6);
  },
);

test('who looked on, and that it left, the business alone does not read', () => {
  const staff = ['expert', 'seat', 'lead', 'supervisor', 'admin'];
  expect(seenBy(notice('looked-on', {}))).toEqual(staff);
  expect(seenBy(notice('left', { kind: 'observer', unseen: true }))).toEqual(staff);
});

import { LONGEST_WAIT_MS, waitOf } from './retry-after';

const NOW = new Date('2026-11-24T02:00:00Z');

test.each<[string | undefined, string | undefined, number]>([
  [undefined, undefined, 0],
  ['120', undefined, 120_000],
  [' 1 ', undefined, 1_000],
  ['0', undefined, 0],
  ['-5', undefined, 0],
  ['1.5', undefined, 0],
  ['soon', undefined, 0],
  ['2027', undefined, LONGEST_WAIT_MS],
  ['999999999999', undefined, 0],
  ['Tue, 24 Nov 2026 02:01:30 GMT', undefined, 90_000],
  ['Tue, 24 Nov 2026 01:59:00 GMT', undefined, 0],
  ['Tuesday, 24-Nov-26 02:01:30 GMT', undefined, 90_000],
  ['Tue, 99 Nov 2026 02:01:30 GMT', undefined, 0],
  ['Tue, 24 Nov 2027 02:00:00 GMT', undefined, LONGEST_WAIT_MS],
  // A clock that is an hour fast.
  ['Tue, 24 Nov 2026 03:01:30 GMT', 'Tue, 24 Nov 2026 03:00:00 GMT', 90_000],
  ['Tue, 24 Nov 2026 02:01:30 GMT', 'nonsense', 90_000],
])('Retry-After %j at %j is %i ms', (asked, date, ms) => {
  const headers = new Headers();
  if (asked !== undefined) headers.set('retry-after', asked);
  if (date !== undefined) headers.set('date', date);
  expect(waitOf(headers, NOW)).toBe(ms);
});

import { chooseEntry, type Concern } from './choose-entry';

const day = (text: string): Date => new Date(`${text}T00:00+08:00`);
const entry = (agencyCode: string, over: object = {}) => ({
  agencyCode,
  matterCode: '*',
  district: '*',
  kind: '*',
  version: 1,
  state: 'confirmed' as const,
  effectiveFrom: day('2026-01-01'),
  effectiveTo: null,
  ...over,
});
const concern: Concern = { matterCode: 'SCJG-01', district: 'pudong', kind: 'help' };
const NOW = day('2026-11-24');

it.each([
  ['nothing fits', [entry('A', { matterCode: 'GJJ-01' })], undefined],
  ['the default of the city', [entry('A')], 'A'],
  [
    'the matter before the district',
    [entry('A', { district: 'pudong', kind: 'help' }), entry('B', { matterCode: 'SCJG-01' })],
    'B',
  ],
  ['the district before the kind', [entry('A', { kind: 'help' }), entry('B', { district: 'pudong' })], 'B'],
  ['another kind does not fit', [entry('A', { kind: 'report' }), entry('B')], 'B'],
  ['the newer version', [entry('A'), entry('B', { version: 2 })], 'B'],
  [
    'the newer version is not in force yet',
    [entry('A'), entry('B', { version: 2, effectiveFrom: day('2026-12-01') })],
    'A',
  ],
  ['in force from its very day', [entry('A'), entry('B', { version: 2, effectiveFrom: NOW })], 'B'],
  ['no longer in force from its end', [entry('A'), entry('B', { version: 2, effectiveTo: NOW })], 'A'],
  ['proposed is not in force', [entry('A'), entry('B', { version: 2, state: 'proposed' })], 'A'],
  ['rejected is not in force', [entry('B', { state: 'rejected' })], undefined],
])('%s', (_, entries, expected) => {
  expect(chooseEntry(entries, concern, NOW)?.agencyCode).toBe(expected);
});

import { byMatter, valuesOf } from './matter-counts';
import { METRICS } from './metric-definitions';

const counts = byMatter([
  { matterCode: 'SCJG-02', asked: 4, found: 3, foundFirst: 2, quoted: 1, botOffered: 2, botSolved: 1 },
  { matterCode: 'SCJG-01', asked: 6, found: 6, foundFirst: 6, quoted: 0, botOffered: 0, botSolved: 0 },
  { matterCode: 'SCJG-02', gapsAsked: 5, gapsOpen: 2 },
  { matterCode: 'GJJ-01', gapsAsked: 1, gapsOpen: 1 },
  { matterCode: 'GJJ-01', inEffect: 8, overdue: 2 },
  { matterCode: 'GONE-01', inEffect: 2, overdue: 0 },
]);
const agencies: Record<string, string> = { 'SCJG-01': 'SCJG', 'SCJG-02': 'SCJG', 'GJJ-01': 'GJJ' };
const values = valuesOf(counts, (code) => agencies[code] ?? null);
const of = (name: string, matterCode: string | null, agencyCode: string | null) =>
  values.find(
    (value) => value.name === name && value.matterCode === matterCode && value.agencyCode === agencyCode,
  );

it.each([
  ['coverage', 'SCJG-02', 'SCJG', 3, 4, 0.75],
  ['coverage', null, null, 9, 10, 0.9],
  ['coverage', null, 'SCJG', 9, 10, 0.9],
  ['coverage', null, 'GJJ', 0, 0, null],
  ['found-at-first-search', 'SCJG-02', 'SCJG', 2, 4, 0.5],
  ['quoted', null, null, 1, 10, 0.1],
  ['solved-by-bot', 'SCJG-02', 'SCJG', 1, 2, 0.5],
  ['solved-by-bot', 'SCJG-01', 'SCJG', 0, 0, null],
  ['gaps-open', 'GJJ-01', 'GJJ', 1, 1, 1],
  ['gaps-open', null, null, 3, 6, 0.5],
  ['reviews-overdue', null, 'GJJ', 2, 8, 0.25],
  ['reviews-overdue', 'GONE-01', null, 0, 2, 0],
  ['reviews-overdue', null, null, 2, 10, 0.2],
])('%s of %s, %s', (name, matterCode, agencyCode, numerator, denominator, rate) => {
  expect(of(name, matterCode, agencyCode)).toEqual({
    name,
    matterCode,
    agencyCode,
    numerator,
    denominator,
    rate,
  });
});

it('has every rate for all matters, for each agency and for each matter', () => {
  const groups = [
    [null, null],
    ['GJJ', null],
    ['SCJG', null],
    ['GJJ', 'GJJ-01'],
    [null, 'GONE-01'],
    ['SCJG', 'SCJG-01'],
    ['SCJG', 'SCJG-02'],
  ];
  expect(values).toHaveLength(METRICS.length * groups.length);
  const first = values.slice(0, groups.length);
  expect(first.map(({ agencyCode, matterCode }) => [agencyCode, matterCode])).toEqual(groups);
});

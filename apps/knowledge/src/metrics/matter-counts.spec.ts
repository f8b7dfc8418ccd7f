import { byMatter, valuesOf } from './matter-counts';
import { METRICS } from './metric-definitions';

const counts = byMatter([
  { matterCode: 'SCJG-02', asked: 4, found: 3, foundFirst: 2, quoted: 1, botOffered: 2, botSolved: 1 },
  { matterCode: 'SCJG-01', asked: 6, found: 6, foundFirst: 6, quoted: 0, botOffered: 0, botSolved: 0 },
  { matterCode: 'SCJG-02', gapsAsked: 5, gapsOpen: 2 },
  { matterCode: 'GJJ-01', gapsAsked: 1, gapsOpen: 1 },
]);
const values = valuesOf(counts);
const of = (name: string, matterCode: string | null) =>
  values.find((value) => value.name === name && value.matterCode === matterCode);

it.each([
  ['coverage', 'SCJG-02', 3, 4, 0.75],
  ['coverage', null, 9, 10, 0.9],
  ['found-at-first-search', 'SCJG-02', 2, 4, 0.5],
  ['quoted', null, 1, 10, 0.1],
  ['solved-by-bot', 'SCJG-02', 1, 2, 0.5],
  ['solved-by-bot', 'SCJG-01', 0, 0, null],
  ['gaps-open', 'GJJ-01', 1, 1, 1],
  ['gaps-open', null, 3, 6, 0.5],
])('%s of %s', (name, matterCode, numerator, denominator, rate) => {
  expect(of(name, matterCode)).toEqual({ name, matterCode, numerator, denominator, rate });
});

it('has every rate for all matters and for each', () => {
  expect(values).toHaveLength(METRICS.length * 4);
  expect(values.slice(0, 4).map(({ matterCode }) => matterCode)).toEqual([
    null,
    'GJJ-01',
    'SCJG-01',
    'SCJG-02',
  ]);
});

import fc from 'fast-check';
import { barsOf, formatBars, type Asked } from './bars';

const asked: Asked[] = [
  { best: { score: 0.9, isRight: true }, elsewhere: 0.3 },
  { best: { score: 0.5, isRight: true }, elsewhere: 0.45 },
  { best: { score: 0.6, isRight: false }, elsewhere: 0.6 },
  { best: undefined, elsewhere: undefined },
];
const at = (bar: number) => barsOf(asked).find((row) => row.bar === bar);

it.each([
  [0, 0.5, 0.25, 2 / 3, 0.75],
  [0.5, 0.5, 0.25, 2 / 3, 0.25],
  [0.55, 0.25, 0.25, 0.5, 0.25],
  [0.9, 0.25, 0, 1, 0],
  [1, 0, 0, null, 0],
])('a bar at %d', (bar, right, wrong, precision, inVain) => {
  expect(at(bar)).toEqual({ bar, right, wrong, precision, inVain });
});

it('shows less the higher the bar, and never more than was asked', () => {
  const score = fc.double({ min: 0, max: 1, noNaN: true });
  const best = fc.option(fc.record({ score, isRight: fc.boolean() }), { nil: undefined });
  const questions = fc.array(fc.record({ best, elsewhere: fc.option(score, { nil: undefined }) }));
  fc.assert(
    fc.property(questions, (given) => {
      const bars = barsOf(given);
      for (const [index, { right, wrong, inVain }] of bars.entries()) {
        const lower = bars[index - 1] ?? { right: 1, wrong: 1, inVain: 1 };
        expect(right + wrong).toBeLessThanOrEqual(1 + 1e-9);
        expect(right).toBeLessThanOrEqual(lower.right);
        expect(wrong).toBeLessThanOrEqual(lower.wrong);
        expect(inVain).toBeLessThanOrEqual(lower.inVain);
      }
    }),
  );
});

it('is a table to read', () => {
  expect(formatBars('the matters', barsOf(asked)).slice(0, 3)).toEqual([
    'the matters',
    '  bar      right      wrong  precision    in vain',
    ' 0.00     50.0 %     25.0 %     66.7 %     75.0 %',
  ]);
});

import { halves, qualityOf } from './measures';

it('counts places, and what was not found as none', () => {
  expect(qualityOf([0, 2, 4, -1])).toEqual({
    asked: 4,
    first: 0.25,
    firstThree: 0.5,
    firstFive: 0.75,
    reciprocal: (1 + 1 / 3 + 1 / 5) / 4,
  });
});

it('halves the same way each time, every item once', () => {
  const items = Array.from({ length: 10 }, (_, index) => index);
  const [one, other] = halves(items);
  expect(halves(items)).toEqual([one, other]);
  expect([...one, ...other].sort((a, b) => a - b)).toEqual(items);
  expect(one).toHaveLength(5);
});

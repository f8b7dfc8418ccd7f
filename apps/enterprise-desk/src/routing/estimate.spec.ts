import { estimateSeconds } from './estimate';

it.each([
  [1, 10, 300, 30],
  [5, 10, 300, 150],
  [1, 3, 100, 34],
])('place %d with %d places at %d s each: %d s', (place, places, meanSeconds, expected) => {
  expect(estimateSeconds(place, { places, meanSeconds })).toBe(expected);
});

it('makes no estimate without a measurement or without anybody on duty', () => {
  expect(estimateSeconds(1, { places: 5, meanSeconds: null })).toBeNull();
  expect(estimateSeconds(1, { places: 0, meanSeconds: 300 })).toBeNull();
});

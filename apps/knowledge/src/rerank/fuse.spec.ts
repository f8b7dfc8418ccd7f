import fc from 'fast-check';
import { fuse } from './fuse';

const hits = (scores: readonly number[]) => scores.map((score, index) => ({ id: index, relevance: score }));
const order = (scores: number[], cosines: (number | undefined)[], weight = 0.5): number[] =>
  fuse(hits(scores), cosines, weight).map(({ id }) => id);

it.each([
  ['nothing known of the meaning', [3, 2, 1], [undefined, undefined, undefined], [0, 1, 2]],
  ['words and meaning agree', [3, 2, 1], [0.9, 0.5, 0.1], [0, 1, 2]],
  ['equal words', [2, 2, 2], [0.1, 0.9, 0.5], [1, 2, 0]],
  ['equal meaning', [3, 2, 1], [0.5, 0.5, 0.5], [0, 1, 2]],
  ['close words, clear meaning', [10, 9.5, 0], [0.2, 0.8, 0.1], [1, 0, 2]],
  ['clear words, close meaning', [10, 2, 0], [0.79, 0.8, 0.1], [0, 1, 2]],
  ['nothing known of one, which is neither raised nor sunk', [3, 2, 1], [0.9, undefined, 0.1], [0, 1, 2]],
  ['negative scores and cosines', [-1, -1.2, -9], [-0.9, -0.1, -1], [1, 0, 2]],
  ['one hit', [1], [0.3], [0]],
  ['none', [], [], []],
])('orders where there is %s', (_case, scores, cosines, expected) => {
  expect(order(scores, cosines)).toEqual(expected);
});

it('follows the words alone or the meaning alone at the ends of the weight', () => {
  expect(order([3, 2, 1], [0.1, 0.5, 0.9], 0)).toEqual([0, 1, 2]);
  expect(order([3, 2, 1], [0.1, 0.5, 0.9], 1)).toEqual([2, 1, 0]);
});

it('loses and doubles nothing, and puts no hit below one that it beats in both', () => {
  const pair = fc.record({
    relevance: fc.integer({ min: -500, max: 500 }),
    cosine: fc.integer({ min: -100, max: 100 }).map((hundredths) => hundredths / 100),
  });
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 50 }), (pairs) => {
      const fused = fuse(
        pairs,
        pairs.map(({ cosine }) => cosine),
        0.5,
      );
      expect(new Set(fused)).toEqual(new Set(pairs));
      expect(fused).toHaveLength(pairs.length);
      fused.forEach((above, place) => {
        for (const below of fused.slice(place + 1))
          expect(below.relevance > above.relevance && below.cosine > above.cosine).toBe(false);
      });
    }),
  );
});

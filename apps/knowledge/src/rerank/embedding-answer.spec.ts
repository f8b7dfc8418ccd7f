import { readEmbeddings } from './embedding-answer';

const answer = (...embeddings: unknown[]) => ({
  object: 'list',
  data: embeddings.map((embedding, index) => ({ object: 'embedding', index, embedding })),
});

it('gives vectors of length 1 in the order of the texts', () => {
  const { data } = answer([3, 4], [0, -2]);
  const vectors = readEmbeddings({ data: data.reverse() }, 2);
  expect(vectors.map((vector) => [...vector])).toEqual([
    [Math.fround(0.6), Math.fround(0.8)],
    [0, -1],
  ]);
});

it('takes the place where there is no index', () => {
  expect(readEmbeddings({ data: [{ embedding: [1, 0] }, { embedding: [0, 1] }] }, 2)).toHaveLength(2);
});

it.each([
  ['nothing', undefined, 'no data'],
  ['text', 'busy', 'no data'],
  ['an error', { error: { message: 'no' } }, 'no data'],
  ['too few', answer([1]), '1 vectors for 2 texts'],
  ['too many', answer([1], [1], [1]), '3 vectors for 2 texts'],
  ['several lengths', answer([1, 2], [1]), 'several lengths'],
  ['no list', answer([1], 'AACAPw=='), 'no list of numbers'],
  ['an empty list', answer([], []), 'no list of numbers'],
  ['a hole', answer([1], [null]), 'no list of numbers'],
  ['too large numbers', answer([1], [Number.MAX_VALUE]), 'without a direction'],
  ['zeros', answer([1], [0]), 'without a direction'],
  [
    'an index twice',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 0, embedding: [1] },
      ],
    },
    'two vectors',
  ],
  [
    'an index too high',
    {
      data: [
        { index: 0, embedding: [1] },
        { index: 2, embedding: [1] },
      ],
    },
    'index',
  ],
  ['an item that is none', { data: [null, 7] }, 'no list of numbers'],
])('refuses %s', (_case, given, problem) => {
  expect(() => readEmbeddings(given, 2)).toThrow(problem);
});

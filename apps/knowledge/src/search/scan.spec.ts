import { patternOf } from './pattern';
import { readQuery } from './query';
import { scan } from './scan';

const pattern = patternOf(readQuery('执照丢了怎么补办'), () => 1);
const read = (text: string) => scan(pattern, text);

it('counts each part of the query without overlap, and where it is first', () => {
  const { counts, firsts } = read('补办执照。执照');
  const at = pattern.parts.findIndex(({ text }) => text === '执照');
  expect(counts[at]).toBe(2);
  expect(firsts[at]).toBe(2);
});

it.each([
  ['all of it', '执照丢了怎么补办', { characters: 1, precision: 1, run: 8, matches: 4 }],
  ['nothing', '公积金提取', { characters: 0, precision: 0, run: 0, matches: 0 }],
  ['an empty text', '', { characters: 0, precision: 0, run: 0, matches: 0 }],
])('measures %s', (_case, text, expected) => {
  expect(read(text)).toMatchObject(expected);
});

it('takes the best sentence, not the sum of several', () => {
  const together = read('无关的话。执照丢了要补办。');
  const apart = read('执照的事。丢了的事。补办的事。');
  expect(together.sentenceCharacters).toBe(1);
  expect(together.bestSentence).toBe(1);
  expect(apart.sentenceCharacters).toBeLessThan(1);
  expect(apart.characters).toBe(1);
});

it('counts what stands within reach', () => {
  const far = read(`执照丢${'某'.repeat(50)}补办`);
  expect(far.narrow).toBeLessThan(1);
  expect(far.wide).toBe(1);
  expect(read(`执照丢${'某'.repeat(100)}补办`).wide).toBeLessThan(1);
});

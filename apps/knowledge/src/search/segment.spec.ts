import { isBound, isCommonWord, rareCharactersOf, termsOf } from './segment';

it.each([
  ['公积金', true],
  ['执照', true],
  ['注消', false],
  ['公鸡金', false],
])('knows whether %s is in common use', (word, expected) => {
  expect(isCommonWord(word)).toBe(expected);
});

it.each([
  ['缴', true],
  ['案', true],
  ['在', false],
  ['想', false],
])('knows whether %s is mostly a part of words', (character, expected) => {
  expect(isBound(character)).toBe(expected);
});

it('finds rare characters by themselves', () => {
  expect(rareCharactersOf('什么是霾')).toEqual(['霾']);
  expect(termsOf('什么是霾')).toContain('霾');
});

import { DEFAULT_SYNONYMS } from './default-synonyms';
import { fold } from './fold-text';
import { groupsOf, synonymProblems, synonymsIn } from './synonyms';

const row = (word: string, meaning: string) => ({ word, meaning });

it('puts words of one meaning together, also by way of another', () => {
  expect(groupsOf([row('乙', '甲'), row('丙', '乙'), row('丁', '戊')])).toEqual([
    ['甲', '乙', '丙'],
    ['戊', '丁'],
  ]);
});

it('gives the other words, but none that is a part of the word', () => {
  const groups = [['营业执照', '执照', '工商执照']];
  expect(synonymsIn('营业执照丢了', groups)).toEqual([{ word: '营业执照', other: '工商执照' }]);
  expect(synonymsIn('护照', groups)).toEqual([]);
});

it.each([
  ['itself', [row('甲', '甲')], ['items[0].meaning']],
  ['a circle', [row('甲', '乙'), row('乙', '甲')], ['items[1].meaning']],
  ['a circle with what there is', [row('旧', '甲')], ['items[0].meaning']],
  ['two meanings', [row('甲乙', '丙'), row('甲乙', '丁')], ['items[1].word']],
  ['blanks', [row(' ', '丙'), row('丙', '　')], ['items[0].word', 'items[1].meaning']],
  [
    'more than is shown',
    [row('㍿'.repeat(8), '丙'), row('丁', '㍿'.repeat(8))],
    ['items[0].word', 'items[1].meaning'],
  ],
  ['nothing', [row('Ａ证', '丙'), row('a证', '丙')], []],
])('refuses %s', (_case, rows, fields) => {
  const existing = [row('甲', '旧')];
  const given = rows.map(({ word, meaning }) => row(word, meaning));
  const known = _case === 'a circle with what there is' ? existing : [];
  expect(synonymProblems(given, known).problems.map(({ field }) => field)).toEqual(fields);
});

it('starts with synonyms that could be saved', () => {
  const rows = Object.entries(DEFAULT_SYNONYMS).map(([word, meaning]) => row(word, meaning));
  expect(synonymProblems(rows, []).problems).toEqual([]);
  expect(rows.map(({ word }) => fold(word))).toEqual(rows.map(({ word }) => word));
});

import { folded, signatureOf } from './alike';

const text =
  '单位应当自设立之日起三十日内办理住房公积金缴存登记，并为本单位职工办理账户设立手续，逾期由中心责令限期办理。';
const item = (id: string, words: string) => ({ id, signature: signatureOf(words) });

it('folds near-duplicates under the first, and nothing else', () => {
  const items = [item('a', text), item('b', '营业执照遗失后应当公示声明'), item('c', `${text}！`)];
  expect(folded(items).map((group) => [group.item.id, group.alike])).toEqual([
    ['a', ['c']],
    ['b', []],
  ]);
});

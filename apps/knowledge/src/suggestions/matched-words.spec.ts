import { matchedWords } from './matched-words';

it.each([
  ['注册地址变更要多久', '地址变更多久能办好？', ['地址变更', '多久']],
  ['我们的U盾丢了怎么办', 'U盾丢失如何补办', ['u盾']],
  ['How do I renew the license?', 'Renew a license', ['license', 'renew']],
  ['缴存比例降到5%可以吗', '缴存比例在 5% 至 12% 之间', ['缴存比例']],
  ['ＶＡＴ发票', 'VAT 发票', ['vat发票']],
  ['你好', '地址变更', []],
  ['可以吗', '可以', []],
  ['', '地址变更', []],
])('%s · %s', (question, answer, words) => {
  expect(matchedWords(question, answer)).toEqual(words);
});

it('is short whatever is asked', () => {
  const text = '注册，地址，变更，登记，材料，清单，办理，时限，收费，标准，窗口，电话，预约，流程';
  expect(matchedWords(text, text.split('，').toReversed().join('，'))).toHaveLength(8);
});

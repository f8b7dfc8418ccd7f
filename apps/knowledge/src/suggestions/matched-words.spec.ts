import { matchedWords } from './matched-words';

it.each([
  ['注册地址变更要多久', '地址变更多久能办好？', ['地址变更', '多久']],
  ['我们的U盾丢了怎么办', 'U盾丢失如何补办', []],
  ['三类医疗器械许可证', '第三类医疗器械经营许可证怎么延续', ['三类医疗器械', '许可证']],
  ['How do I renew the license?', 'Renew a license', ['license', 'renew']],
  ['缴存比例降到5%可以吗', '缴存比例在 5% 至 12% 之间', ['缴存比例']],
  ['ＶＡＴ发票', 'VAT 发票', ['vat', '发票']],
  ['你好', '地址变更', []],
  ['', '地址变更', []],
])('%s · %s', (question, answer, words) => {
  expect(matchedWords(question, answer)).toEqual(words);
});

it('is short whatever is asked', () => {
  const text = '注册地址变更登记材料清单办理时限收费标准窗口电话预约流程'.repeat(40);
  expect(matchedWords(text, text).length).toBeLessThanOrEqual(8);
});

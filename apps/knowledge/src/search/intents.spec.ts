import { answersLike, INTENT_NAMES, intentsOf } from './intents';

const names = (bits: number): string[] => INTENT_NAMES.filter((_, index) => (bits >> index) & 1);

it.each([
  ['什么是组合贷款?', 'definition', '组合贷款是指两种贷款一起申请。'],
  ['怎么补领执照', 'manner', '登录平台后点击补领。'],
  ['多久能办好', 'date', '5个工作日。'],
  ['在哪里交材料', 'place', '政务大厅3号窗口。'],
  ['可以代办吗', 'yesOrNo', '可以,带上委托书。'],
  ['要哪些材料', 'list', '一、申请书;二、身份证明'],
  ['收费多少', 'amount', '免费。'],
  ['为什么被退回', 'reason', '因为材料不齐。'],
])('knows what %s asks for', (question, intent, answer) => {
  expect(names(intentsOf(question))).toContain(intent);
  expect(names(answersLike(answer))).toContain(intent);
});

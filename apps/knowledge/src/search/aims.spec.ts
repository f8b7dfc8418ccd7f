import { AIM_NAMES, aimsOf, speechOf, type Aim } from './aims';

it.each<[string, Aim, string]>([
  ['什么是组合贷款?', 'definition', '组合贷款是指两种贷款一起申请。'],
  ['怎么补领执照', 'manner', '登录平台后点击补领。'],
  ['几点上班', 'date', '每周一至周五,上午9点。'],
  ['多久能办好', 'duration', '5个工作日。'],
  ['在哪里交材料', 'place', '政务大厅3号窗口。'],
  ['打什么电话', 'telephone', '请拨打12345。'],
  ['可以代办吗', 'yesOrNo', '可以,带上委托书。'],
  ['包括哪些情形', 'list', '一、没有到期;二、已经到期'],
  ['要哪些材料', 'materials', '申请书和身份证'],
  ['有什么条件', 'condition', '年满十八岁,具有本市户籍。'],
  ['收费标准', 'money', '免费。'],
  ['一年可以提几次', 'amount', '2次。'],
  ['为什么被退回', 'reason', '因为材料不齐。'],
  ['哪些情形不得代办', 'prohibition', '委托书过期的,不予办理。'],
  ['逾期有什么后果', 'penalty', '责令改正,处以罚款。'],
  ['密码忘记了', 'remedy', '重新设置。'],
  ['两种账户有什么区别', 'difference', '前者按月,后者按年。'],
  ['要注意什么', 'care', '避免重复提交。'],
])('knows what %s aims at', (question, aim, answer) => {
  expect(aimsOf(question)).toContain(aim);
  const { lead, density } = speechOf(answer);
  const index = AIM_NAMES.indexOf(aim);
  expect(lead[index]).toBeGreaterThan(0);
  expect(density[index]).toBeGreaterThan(0);
  expect(speechOf('你好').density[index]).toBe(0);
});

it('has last what a question says last', () => {
  expect(aimsOf('哪些人可以申请,地址在哪里')).toEqual(['condition', 'list', 'place']);
  expect(aimsOf('组合贷款')).toEqual([]);
});

it('counts what stands in the beginning apart', () => {
  const index = AIM_NAMES.indexOf('money');
  const { lead, density } = speechOf(`${'字'.repeat(90)}免费`);
  expect(lead[index]).toBe(0);
  expect(density[index]).toBeGreaterThan(0);
});

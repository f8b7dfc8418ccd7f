import fc from 'fast-check';
import { ALIKE, gistOf, likeness, likenessToGroup, mainQuestion } from './question-likeness';

/** Each list asks one thing in many ways, and no other list asks it. */
const ASKED: Record<string, string[]> = {
  'documents for a change of address': [
    '注册地址变更要交什么材料啊',
    '公司换地址了，变更登记带什么资料',
    '地址变更登记的材料有哪些',
    '搬办公室了，营业执照地址变更要带啥',
    '变更公司住所要什么材料',
    '营业执照上的地址要变更，材料清单有吗',
    '企业地址变更，要提供哪些证件',
    '您好，请问变更住所准备哪些资料？',
    '改地址要啥材料',
    '公司地址变更，需要提供的文件是哪些',
  ],
  'how long a change of address takes': [
    '变更注册地址要多久',
    '公司地址变更几天能办好',
    '地址变更登记要几个工作日',
  ],
  'a lost token': [
    'U盾丢了怎么补办',
    '企业U盾遗失如何补领',
    '我们的U盾找不到了，怎么补',
    'U盾丢失补办流程',
    'U盾不见了要重新办一个',
    'Ｕ盾掉了去哪补办',
    'u盾丢了能补吗',
    '法人U盾遗失了怎么办',
    'U盾丢失后怎么重新申领',
    '丢了U盾，怎样补一个新的',
  ],
  'a locked token': ['U盾密码忘了怎么办', 'U盾锁住了怎么解锁', '忘记U盾密码如何重置'],
  'a lower rate': [
    '公积金降低缴存比例怎么申请',
    '住房公积金比例能降到5%吗',
    '我们想把公积金缴存比例调低',
    '公积金缴存比例可以降吗',
    '公积金降比例要怎么弄',
    '公积金比例下调',
  ],
  'late payment': ['公积金晚交会罚款吗', '公积金逾期缴存有什么后果', '公积金缴晚了有罚款吗'],
  'a renewal': ['三类医疗器械经营许可证延期', '3类医疗器械经营许可到期了怎么延续', '三类医疗器械许可证续期'],
  'more capital': ['增加注册资本要怎么办', '公司增资变更登记', '注册资本增加怎么变更登记'],
  'less capital': ['减少注册资本要登报吗', '公司减资需要公告吗'],
  'a lost licence': [
    '营业执照丢了怎么补',
    '执照不见了要怎么重新办',
    '我们公司的营业执照原件找不到了，能补一张吗',
    '营业执照遗失补领流程',
    '执照搞丢了咋办',
    '营业执照掉了，补办需要登报吗',
    '执照遗失后如何申请补发',
    '请问营业执照弄丢了去哪补',
    '营业执照正本丢失，怎么再领一个',
    '把执照弄没了，怎么补办',
  ],
  'money out of the fund for a home': [
    '买房怎么提取公积金',
    '员工购房想取公积金，怎么办',
    '公积金买房能提取吗',
    '购买住房提取公积金流程',
    '职工买了房，公积金怎么取出来',
    '买房子能用公积金吗怎么提',
    '首套房公积金提取手续',
    '公积金购房提取要怎么操作',
    '员工买房提公积金',
    '想把公积金取出来付首付',
  ],
  'money out of the fund for the rent': ['租房怎么提取公积金', '员工租房想取公积金', '公积金交房租能提取吗'],
  'sealing an account': ['员工离职公积金封存', '人走了公积金怎么停缴'],
  'unsealing an account': ['员工公积金启封'],
  'a new legal representative': [
    '换法人要什么材料',
    '变更法定代表人需要哪些资料',
    '公司换法人代表准备啥',
    '法人变更材料清单',
    '法定代表人变更提交什么文件',
    '更换法人要带什么',
    '我们要换法人，要哪些证件',
    '法人代表更换需要提供的材料',
    '变更法人要准备什么资料',
    '企业法人变更所需材料',
  ],
  'a name that was refused': [
    '核名被驳回怎么办',
    '公司名称没通过怎么办',
    '企业名称自主申报被退回了',
    '名称审核不通过怎么改',
    '起的公司名字不让用怎么办',
    '核名一直不过',
    '名称核准驳回如何处理',
    '公司起名被拒了',
    '名称申报没过咋整',
    '企业核名失败怎么处理',
  ],
  'traditional characters': ['食品經營許可證遺失補辦', '食品经营许可证丢了怎么补'],
  'in English': ['How do we renew our business license?', 'How can I renew the business licence'],
};

const questions = Object.entries(ASKED).flatMap(([what, asked]) => asked.map((text) => ({ what, text })));

it.each(Object.entries(ASKED))('%s: one gap, however it is asked', (_, asked) => {
  const group = asked.slice(0, 1).map(gistOf);
  for (const text of asked.slice(1)) {
    expect(likenessToGroup(gistOf(text), group)).toBeGreaterThanOrEqual(ALIKE);
    group.push(gistOf(text));
  }
});

it.each(questions)('"$text" is not taken for another question', ({ what, text }) => {
  const others = Object.entries(ASKED).filter(([other]) => other !== what);
  const alike = others.filter(([, asked]) => likenessToGroup(gistOf(text), asked.map(gistOf)) >= ALIKE);
  expect(alike.map(([other]) => other)).toEqual([]);
});

it('is mutual, between 0 and 1, and 1 for the same', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(...questions.map((q) => q.text)));
  fc.assert(
    fc.property(text, text, (one, other) => {
      const [a, b] = [gistOf(one), gistOf(other)];
      expect(likeness(a, b)).toBe(likeness(b, a));
      expect(likeness(a, b)).toBeGreaterThanOrEqual(0);
      expect(likeness(a, b)).toBeLessThanOrEqual(1);
      if (a.pairs.size > 0) expect(likeness(a, a)).toBeCloseTo(1);
    }),
  );
});

it.each([
  [['你好', '在吗', 'U盾丢了怎么补办', '谢谢'], 'U盾丢了怎么补办'],
  [['公积金', '公积金晚交会罚款吗，我们上个月忘了'], '公积金晚交会罚款吗，我们上个月忘了'],
  [['你好', '好的', '谢谢！', '😊'], undefined],
  [['要几天', '那我明天带着营业执照和公章去窗口再问问看'], undefined],
  [['名称核准要几天', '谢谢你，我明天带着营业执照和公章去窗口'], '名称核准要几天'],
  [
    ['佐证材料超过50M传不上去，压缩了看不清', '收到了，一道门就够，早说嘛'],
    '佐证材料超过50M传不上去，压缩了看不清',
  ],
  [['公司就我一个人了，能叫我闺女代办不', '烂的那张执照我带过来'], '公司就我一个人了，能叫我闺女代办不'],
  [
    ['情况是这样的，名称是3月初报上的，那就过期了', '离职的补到他现在的账户，明白'],
    '情况是这样的，名称是3月初报上的，那就过期了',
  ],
  [['你们是不是看人下菜', '系统里还是老名字没有同步过来'], '你们是不是看人下菜'],
  [[], undefined],
])('of %j the question is %s', (texts, expected) => {
  expect(mainQuestion(texts.map((text) => ({ text })))?.text).toBe(expected);
});

it.each([
  ['需要什么材料？', '要什么材料', true],
  ['？？', '？？', true],
  ['需要什么材料？', '多少钱？', false],
  ['需要什么材料？', '？？', false],
])('%s and %s, which are about nothing in particular, are alike: %p', (one, other, expected) => {
  expect(likeness(gistOf(one), gistOf(other)) >= ALIKE).toBe(expected);
});

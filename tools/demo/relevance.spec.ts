import { bigrams, RelevanceIndex } from './relevance';

describe('bigrams', () => {
  it('leaves out spaces, signs and case', () => {
    expect([...bigrams('公积金，怎么 A b')]).toEqual(['公积', '积金', '金怎', '怎么', '么a', 'ab']);
    expect(bigrams('好').size).toBe(0);
  });
});

describe('RelevanceIndex', () => {
  const index = new RelevanceIndex(
    ['公积金开户需要哪些材料', '公积金缴存比例怎么调整', '营业执照丢了怎么补领'].map((text) => ({
      item: text,
      text,
    })),
  );

  it('finds what shares most with the question', () => {
    expect(index.rank('执照丢了')[0]?.item).toBe('营业执照丢了怎么补领');
    expect(index.rank('想调一下缴存比例')[0]?.item).toBe('公积金缴存比例怎么调整');
    expect(index.rank('开户要带什么材料呀')[0]?.item).toBe('公积金开户需要哪些材料');
  });

  it('scores the same text 1 and a stranger 0', () => {
    expect(index.rank('公积金开户需要哪些材料')[0]?.score).toBeCloseTo(1);
    expect(index.rank('hello').map(({ score }) => score)).toEqual([0, 0, 0]);
    expect(index.rank('').map(({ score }) => score)).toEqual([0, 0, 0]);
  });
});

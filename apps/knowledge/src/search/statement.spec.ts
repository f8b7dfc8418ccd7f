import { patternOf } from './pattern';
import { readQuery } from './query';
import { sayingOf, STATEMENT, statementOf, subjectOf } from './statement';

const take = (question: string, answer: string): Record<string, number> => {
  const subject = subjectOf(patternOf(readQuery(question), () => 1));
  const found = statementOf(subject, sayingOf(answer));
  return Object.fromEntries(STATEMENT.map((name, index) => [name, found[index] ?? NaN]));
};

describe('statementOf', () => {
  it.each([
    [
      '缴存比例的含义',
      '缴存比例是单位与职工各缴多少。',
      { states: 1, leadRun: 1, leadTells: 1, leadEnds: 1 },
    ],
    ['缴存比例的含义', '按规定,缴存比例是单位与职工各缴多少。', { states: 0.7, leadRun: 1, sentenceRun: 1 }],
    ['缴存比例的含义', '调整缴存比例,先申请。', { states: 0.3, leadTells: 0 }],
    ['缴存比例的含义', '营业执照遗失后补领。', { states: 0, leadRun: 0, leadOrder: 0, sentenceRun: 0 }],
    ['营业执照怎么补领', '如果执照遗失,先登报,再补领。', { conditional: 1, courteous: 0 }],
    ['营业执照怎么补领', '您好,营业执照由登记机关补发。', { conditional: 0, courteous: 1, leadTells: 1 }],
  ])('%p answered by %p', (question, answer, expected) => {
    expect(take(question, answer)).toMatchObject(expected);
  });

  it('counts what stands in the same order with other words between', () => {
    const { leadOrder, leadRun } = take('公积金缴存', '公积金由单位代为缴存');
    expect(leadOrder).toBe(1);
    expect(leadRun).toBeLessThan(1);
  });

  it('says nothing of a question without a subject', () => {
    expect(take('怎么办', '')).toMatchObject({ leadRun: 0, order: 0, sentenceRun: 0 });
  });
});

import { aCatalogue, aGuide } from '../../../../test/support/catalogue';
import { articlesOf } from './catalogue-articles';

describe('articlesOf', () => {
  const answer = { zh: '一天。', en: 'A day.' };
  const guide = aGuide('SCJG-01', {
    steps: [
      { zh: '登录', en: 'Log in' },
      { zh: '提交', en: 'Submit' },
    ],
    questions: [
      { question: { zh: '要多久？', en: 'How long?' }, answer },
      { question: { zh: '收费吗？', en: 'Is there a fee?' }, answer },
    ],
  });

  it('makes the guide and each question an article of the matter', () => {
    const articles = articlesOf(aCatalogue('SCJG', [guide]));
    expect(articles.map(({ matterCode, kind, title }) => [matterCode, kind, title.zh])).toEqual([
      ['SCJG-01', 'guide', '企业名称自主申报'],
      ['SCJG-01', 'question', '要多久？'],
      ['SCJG-01', 'question', '收费吗？'],
    ]);
    expect(articles[1]?.body).toEqual(answer);
  });

  it('gives each the same id at every reading', () => {
    const ids = articlesOf(aCatalogue('SCJG', [guide])).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(articlesOf(aCatalogue('SCJG', [structuredClone(guide)])).map(({ id }) => id)).toEqual(ids);
  });

  it('writes the guide out in both languages, without empty sections', () => {
    const [article] = articlesOf(aCatalogue('SCJG', [guide]));
    expect(article?.body.zh).toContain('谁可以办：企业\n\n承诺时限：1个工作日');
    expect(article?.body.zh).toContain('步骤：\n1. 登录\n2. 提交\n\n办理渠道：网上平台');
    expect(article?.body.en).toContain('Fees: Free of charge');
    expect(article?.body.en).not.toContain('Common mistakes');
  });

  it('never makes a text longer than an article may have', () => {
    const text = { zh: '长'.repeat(4_000), en: 'long '.repeat(800) };
    const long = aGuide('SCJG-01', { steps: [text, text, text, text, text, text] });
    const [article] = articlesOf(aCatalogue('SCJG', [long]));
    expect(article?.body.zh).toHaveLength(20_000);
    expect(article?.body.en).toHaveLength(20_000);
  });
});

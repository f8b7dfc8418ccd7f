import { loadEnv } from '#config';
import { TRANSLATION_LANGUAGES } from '#contracts';
import { ArticleEnv } from '../knowledge.env';
import { ArticleLanguages } from './article-languages';

const languagesOf = (setting?: string) =>
  loadEnv(ArticleEnv, setting === undefined ? {} : { ARTICLE_LANGUAGES: setting }).ARTICLE_LANGUAGES;
const text = (language: 'ja' | 'ko') => ({ language, title: '題', body: '一日' });

describe('the languages of articles', () => {
  it.each([
    [undefined, [...TRANSLATION_LANGUAGES]],
    ['en,ja', ['en', 'ja']],
    [' ja , ko ', ['ja', 'ko']],
  ])('are read from the setting %p', (setting, expected) => {
    expect(languagesOf(setting)).toEqual(expected);
  });

  it.each(['zh', 'en,xx', 'en;ja'])('refuse the setting %p', (setting) => {
    expect(() => languagesOf(setting)).toThrow('ARTICLE_LANGUAGES must list languages of en, ja');
  });

  it('name each text in another one by its field', () => {
    const languages = new ArticleLanguages(['en', 'ja']);
    expect(() => languages.check({ texts: [text('ja')] })).not.toThrow();
    expect(languages.problems({ texts: [text('ja'), text('ko')] }, 'articles[3].')).toEqual([
      { field: 'articles[3].texts[1].language', problem: 'must be one of ja' },
    ]);
    expect(() => languages.check({ texts: [text('ko')] })).toThrow('not translated into this language');
    expect(languages.problems({})).toEqual([]);
  });
});

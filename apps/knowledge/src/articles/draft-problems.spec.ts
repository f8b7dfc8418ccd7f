import { draftProblems } from './draft-problems';

const sound = { title: { zh: '题', en: '' }, body: { zh: '一\t二\r\n三\u0085', en: '' } };

it('has nothing against text', () => {
  const texts = [{ language: 'ja', title: '題', body: '𠮷😀' } as const];
  expect(draftProblems({ ...sound, texts, sources: [{ kind: 'law', title: '条例' }] })).toEqual([]);
});

it('names each text that says nothing, or holds what is no text', () => {
  const found = draftProblems(
    {
      title: { zh: ' ', en: 'a\u000bb' },
      body: { zh: '好\ufffd', en: '' },
      texts: [{ language: 'ja', title: '\u0001', body: '\n' }],
      sources: [{ kind: 'law', title: '\uffff', number: '\u007f' }],
    },
    'articles[3].',
  );
  expect(found.map(({ field, problem }) => `${field}: ${problem}`)).toEqual([
    'articles[3].title.zh: is blank',
    'articles[3].title.en: holds the character U+000B, which is no text',
    'articles[3].body.zh: holds the character U+FFFD, which is no text',
    'articles[3].texts[0].title: holds the character U+0001, which is no text',
    'articles[3].texts[0].body: is blank',
    'articles[3].sources[0].title: holds the character U+FFFF, which is no text',
    'articles[3].sources[0].number: holds the character U+007F, which is no text',
  ]);
});

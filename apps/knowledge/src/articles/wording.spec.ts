import {
  hasSameText,
  nextWording,
  translationsOf,
  upToDate,
  type RenderedText,
  type Wording,
} from './wording';

const text = (zh: string, en: string) => ({ title: { zh: '题', en: 'Title' }, body: { zh, en } });
const japanese = (body: string, of: number): RenderedText => ({ language: 'ja', title: '題', body, of });
const korean = (body: string, of: number): RenderedText => ({ language: 'ko', title: '제목', body, of });
const written = ({ of: _, ...rest }: RenderedText) => rest;
const base: Wording = { ...text('甲', 'A'), wording: 3, englishOf: 3, texts: [] };

describe('nextWording', () => {
  it.each([
    ['the first', undefined, text('甲', 'A'), false, 1, 1, false],
    ['the same', base, text('甲', 'A'), false, 3, 3, false],
    ['other Chinese', base, text('乙', 'A'), false, 4, 3, true],
    ['other Chinese, the English checked', base, text('乙', 'A'), true, 4, 4, false],
    ['other Chinese and English', base, text('乙', 'B'), false, 4, 4, false],
    ['other English alone', base, text('甲', 'B'), false, 3, 3, false],
    ['late English', { ...base, englishOf: 1 }, text('甲', 'B'), false, 3, 3, false],
    ['late English left as it is', { ...base, englishOf: 1 }, text('甲', 'A'), false, 3, 1, true],
  ])('%s', (_name, from, to, checked, wording, englishOf, behind) => {
    const next = nextWording(from, to, checked ? ['en'] : []);
    expect(next).toEqual({ ...to, wording, englishOf, texts: [] });
    expect(translationsOf(next)).toEqual([{ language: 'en', of: englishOf, behind }]);
  });

  const both: Wording = { ...base, texts: [japanese('イ', 3), korean('가', 1)] };
  it.each<[string, Parameters<typeof nextWording>, RenderedText[], string[]]>([
    [
      'left out: they stay with theirs',
      [both, text('乙', 'A')],
      [japanese('イ', 3), korean('가', 1)],
      ['en', 'ja', 'ko'],
    ],
    [
      'left as they are: the same',
      [both, { ...text('乙', 'B'), texts: both.texts.map(written) }],
      [japanese('イ', 3), korean('가', 1)],
      ['ja', 'ko'],
    ],
    [
      'one rewritten',
      [both, { ...text('乙', 'B'), texts: [korean('나', 0), japanese('イ', 0)].map(written) }],
      [japanese('イ', 3), korean('나', 4)],
      ['ja'],
    ],
    ['one checked', [both, text('甲', 'A'), ['ko']], [japanese('イ', 3), korean('가', 3)], []],
    [
      'one more',
      [base, { ...text('甲', 'A'), texts: [written(japanese('イ', 0))] }],
      [japanese('イ', 3)],
      [],
    ],
    ['taken away', [both, { ...text('甲', 'A'), texts: [] }], [], []],
  ])('texts in other languages, %s', (_name, given, texts, behind) => {
    const next = nextWording(...given);
    expect(next.texts).toEqual(texts);
    const states = translationsOf(next);
    expect(states.flatMap((state) => (state.behind ? state.language : []))).toEqual(behind);
    expect(upToDate(next)).toEqual(states.flatMap((state) => (state.behind ? [] : state.language)));
  });

  it.each([
    ['left out', undefined, true],
    ['in another order', [korean('가', 0), japanese('イ', 0)], true],
    ['with another word', [japanese('ロ', 0), korean('가', 0)], false],
    ['with one less', [japanese('イ', 0)], false],
  ])('are the same texts or not: %s', (_name, texts, expected) => {
    expect(hasSameText(both, { ...text('甲', 'A'), ...(texts ? { texts: texts.map(written) } : {}) })).toBe(
      expected,
    );
  });
});

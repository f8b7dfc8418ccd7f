import { nextWording, translationsOf, type Wording } from './wording';

const text = (zh: string, en: string) => ({ title: { zh: '题', en: 'Title' }, body: { zh, en } });
const base: Wording = { ...text('甲', 'A'), wording: 3, englishOf: 3 };

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
    const next = nextWording(from, to, checked);
    expect(next).toEqual({ ...to, wording, englishOf });
    expect(translationsOf(next)).toEqual([{ language: 'en', of: englishOf, behind }]);
  });
});

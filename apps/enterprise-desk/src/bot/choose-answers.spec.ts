import { CARD_TITLE_MAX_LENGTH, type SearchHit } from '#contracts';
import { chooseAnswers } from './choose-answers';

const hit = (id: string, score: number, zh = id, en = ''): SearchHit => ({
  id,
  version: 2,
  matterCode: 'SCJG-01',
  agencyCode: 'SCJG',
  kind: 'question',
  title: { zh, en },
  excerpt: { text: '', highlights: [] },
  score,
  alike: [],
  effectiveAt: '2026-01-05T01:00:00.000Z',
});
const ids = (answers: { articleId: string }[]): string[] => answers.map(({ articleId }) => articleId);

describe('what the bot offers', () => {
  it.each([
    ['nothing when nothing was found', [], []],
    ['nothing when the best is not good enough', [hit('a', 0.49)], []],
    ['what reaches the bar', [hit('a', 0.5), hit('b', 0.49)], ['a']],
    [
      'three at most, the best first',
      [0.5, 0.9, 0.6, 0.7].map((s) => hit(String(s), s)),
      ['0.9', '0.7', '0.6'],
    ],
  ])('%s', (_, hits, expected) => {
    expect(ids(chooseAnswers(hits, 0.5, 'zh'))).toEqual(expected);
  });

  it.each([
    ['zh', '要多久？', 'How long?', '要多久？'],
    ['en', '要多久？', 'How long?', 'How long?'],
    ['ko', '要多久？', '', '要多久？'],
  ])('in %s', (language, zh, en, title) => {
    expect(chooseAnswers([hit('a', 1, zh, en)], 0.5, language)).toEqual([
      { articleId: 'a', version: 2, title },
    ]);
  });

  it('has titles that a card takes', () => {
    const [answer] = chooseAnswers([hit('a', 1, '长'.repeat(4_000))], 0.5, 'zh');
    expect(answer?.title).toHaveLength(CARD_TITLE_MAX_LENGTH);
  });
});

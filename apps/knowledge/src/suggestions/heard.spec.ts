import type { Entry, PartyKind } from '#contracts';
import { hear, merge, questionOf } from './heard';

const entry = (sequence: number, over: Partial<Entry> = {}, kind: PartyKind = 'business'): Entry => ({
  sequence,
  kind: 'text',
  at: '2026-01-05T01:00:00.000Z',
  sender: { kind },
  text: `第${sequence}句`,
  ...over,
});

describe('what counts as a question', () => {
  it.each<[string, Entry, object | undefined]>([
    ['the text of a business', entry(3), { sequence: 3, text: '第3句' }],
    [
      'its edit, in place of what it changes',
      entry(4, { kind: 'edit', target: 3 }),
      { sequence: 3, text: '第4句' },
    ],
    [
      'its withdrawal, which leaves nothing',
      entry(4, { kind: 'withdrawal', target: 3, text: '' }),
      { sequence: 3, text: '' },
    ],
    ['no card', entry(3, { kind: 'card' }), undefined],
    ['nothing of the staff', entry(3, {}, 'staff'), undefined],
    ['nothing of the bot', entry(3, {}, 'bot'), undefined],
    ['no telephone number', entry(3, { text: '我是13812345678' }), { sequence: 3, text: '我是＊＊＊' }],
    [
      'no half of a character where a long text is cut',
      entry(3, { text: `${'长'.repeat(499)}😀` }),
      { sequence: 3, text: `${'长'.repeat(499)}\uFFFD` },
    ],
    [
      'no part of a telephone number where a long text is cut',
      entry(3, { text: `${'长'.repeat(492)}13812345678` }),
      { sequence: 3, text: `${'长'.repeat(492)}＊＊＊` },
    ],
  ])('%s', (_, given, question) => {
    expect(questionOf(given)).toEqual(question);
  });
});

describe('hearing', () => {
  const conversation = { matterCode: 'SCJG-01' } as NonNullable<Parameters<typeof hear>[1]['conversation']>;

  it('gathers messages and the matter, the newest first', () => {
    const first = hear(undefined, { conversation });
    expect(first).toEqual({ matterCode: 'SCJG-01', questions: [], upTo: 0 });
    const second = hear(first, { entries: [entry(3), entry(4, {}, 'staff'), entry(5)] });
    expect(second).toMatchObject({
      matterCode: 'SCJG-01',
      upTo: 5,
      questions: [{ sequence: 5 }, { sequence: 3 }],
    });
  });

  it('is not moved by what says nothing new', () => {
    const heard = hear(undefined, { conversation });
    expect(hear(heard, { conversation })).toBe(heard);
    expect(hear(heard, { entries: [entry(4, {}, 'staff')] })).toBe(heard);
    expect(hear(undefined, { entries: [entry(4, {}, 'desk')] })).toBeUndefined();
  });

  it('takes an edit into account up to its own sequence', () => {
    const heard = hear(undefined, { entries: [entry(3), entry(4, { kind: 'edit', target: 3 })] });
    expect(heard).toEqual({ questions: [{ sequence: 3, text: '第4句' }], upTo: 4 });
  });
});

it('keeps the last messages only, each once', () => {
  const known = [4, 3, 2].map((sequence) => ({ sequence, text: 'known' }));
  const added = [7, 5, 4, 6].map((sequence) => ({ sequence, text: 'added' }));
  expect(merge(known, added)).toEqual([
    ...[7, 6, 5, 4].map((sequence) => ({ sequence, text: 'added' })),
    { sequence: 3, text: 'known' },
  ]);
});

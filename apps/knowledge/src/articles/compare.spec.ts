import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { MAX_BODY_LENGTH } from '#contracts';
import { compareTexts } from './compare';

const texts = (zh: string, en: string) => ({ title: { zh: '题', en: 'Title' }, body: { zh, en } });

describe('compareTexts', () => {
  it('compares English by words', async () => {
    expect(await compareTexts(texts('甲', 'within one day'), texts('甲', 'within two day'))).toEqual([
      {
        field: 'body.en',
        parts: [
          { kind: 'same', text: 'within ' },
          { kind: 'removed', text: 'one' },
          { kind: 'added', text: 'two' },
          { kind: 'same', text: ' day' },
        ],
      },
    ]);
  });

  it('leaves out what is the same', async () => {
    expect(await compareTexts(texts('甲', 'A'), texts('甲', 'A'))).toEqual([]);
  });

  it('gives both texts back, whatever they are', async () => {
    const any = fc.string({ unit: fc.constantFrom('一', '二', '三', '𠮷', '\n', 'a'), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(any, any, async (before, after) => {
        const [difference] = await compareTexts(texts(before, ''), texts(after, ''));
        const side = (left: string) =>
          difference?.parts
            .flatMap(({ kind, text }) => (kind === left || kind === 'same' ? text : []))
            .join('');
        if (before !== after) expect([side('removed'), side('added')]).toEqual([before, after]);
      }),
    );
  });

  it('shows two long texts that have nothing in common one after the other', async () => {
    const [before, after] = ['甲', '乙'].map((char) => char.repeat(MAX_BODY_LENGTH));
    const [difference] = await compareTexts(texts(before ?? '', ''), texts(after ?? '', ''));
    expect(difference?.parts.map(({ kind }) => kind)).toEqual(['removed', 'added']);
  });

  it('leaves others their turn while it compares', async () => {
    const [before, after] = ['甲乙', '乙丙丁'].map((chars) => chars.repeat(500));
    const done: string[] = [];
    const comparing = compareTexts(texts(before ?? '', ''), texts(after ?? '', '')).then(() =>
      done.push('compared'),
    );
    await setImmediate();
    done.push('others');
    await comparing;
    expect(done).toEqual(['others', 'compared']);
  });
});

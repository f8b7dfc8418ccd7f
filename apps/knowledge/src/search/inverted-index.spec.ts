import fc from 'fast-check';
import { InvertedIndex, type IndexedArticle } from './inverted-index';

const article = (id: string, text: string, over: Partial<IndexedArticle> = {}): IndexedArticle => ({
  ...{ id, version: 1, kind: 'question', matterCode: 'SCJG-01', agencyCode: 'SCJG', title: '', text },
  ...{ context: '', signature: [], effectiveAt: new Date(0), helpful: 0, unhelpful: 0, ...over },
});

const put = (index: InvertedIndex, id: string, text: string, over: Partial<IndexedArticle> = {}): void =>
  index.put(article(id, text, over), { terms: [...new Set(text)], titleTerms: [] });

const idsFor = (index: InvertedIndex, text: string, filter = {}): string[] =>
  index.shortlist(new Map([...text].map((term) => [term, 1])), filter, 10).map(({ id }) => id);

describe('the inverted index', () => {
  it('finds those with the most and the rarest terms first, the shorter of equals before', () => {
    const index = new InvertedIndex();
    put(index, 'common', '甲');
    put(index, 'both', '甲乙');
    put(index, 'rare', '乙丙丁');
    expect(idsFor(index, '甲乙')).toEqual(['both', 'common', 'rare']);
    expect(idsFor(index, '丁')).toEqual(['rare']);
    expect(idsFor(index, '戊')).toEqual([]);
  });

  it('counts what is in the title twice', () => {
    const index = new InvertedIndex();
    index.put(article('a', '甲乙'), { terms: ['甲', '乙'], titleTerms: [] });
    index.put(article('b', '甲丙'), { terms: ['甲', '丙'], titleTerms: ['甲'] });
    expect(idsFor(index, '甲')).toEqual(['b', 'a']);
  });

  it('lists no more than asked for, and what the filter wants', () => {
    const index = new InvertedIndex();
    for (let number = 10; number < 40; number += 1)
      put(index, String(number), '甲', { matterCode: number % 2 ? 'GJJ-01' : 'GJJ-02' });
    expect(idsFor(index, '甲')).toEqual(Array.from({ length: 10 }, (_, place) => String(place + 10)));
    expect(idsFor(index, '甲', { matterCode: 'GJJ-02' })[1]).toBe('12');
    expect(idsFor(index, '甲', { kind: 'guide' })).toEqual([]);
  });

  it('shows the newest numbers of an article whose text stays', () => {
    const index = new InvertedIndex();
    put(index, 'a', '甲');
    put(index, 'a', '甲', { helpful: 3 });
    expect(index.size).toBe(1);
    expect(index.shortlist(new Map([['甲', 1]]), {}, 10)).toMatchObject([{ id: 'a', helpful: 3 }]);
  });

  it('finds what was put last and nothing that was removed, however often both happen', () => {
    const change = fc.record({ id: fc.nat(20), text: fc.option(fc.constantFrom('甲', '乙', '甲乙', '丙')) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const index = new InvertedIndex();
        const texts = new Map<string, string>();
        for (const { id, text } of changes) {
          if (text === null) {
            index.remove(String(id));
            texts.delete(String(id));
          } else {
            put(index, String(id), text);
            texts.set(String(id), text);
          }
        }
        const having = [...texts].filter(([, text]) => text.includes('甲')).map(([id]) => id);
        const found = index.shortlist(new Map([['甲', 1]]), {}, 100).map(({ id }) => id);
        expect(found.sort()).toEqual(having.sort());
        expect(index.size).toBe(texts.size);
      }),
    );
  });

  it('forgets the places of what has gone', () => {
    const index = new InvertedIndex();
    put(index, 'stays', '甲乙');
    for (let turn = 0; turn < 2_500; turn += 1) put(index, 'changes', `甲${turn}`);
    put(index, 'changes', '丙');
    expect(idsFor(index, '甲')).toEqual(['stays']);
    expect(idsFor(index, '丙')).toEqual(['changes']);
  });
});

import { compareBooks, type OwnEntry } from './compare-books';

const own = (id: string, over: Partial<OwnEntry> = {}): OwnEntry => ({
  id,
  state: 'delivered',
  deliveredDigest: `digest of ${id}`,
  ...over,
});

describe('two books', () => {
  it('agree', () => {
    const theirs = [{ handoverId: 'a', digest: 'digest of a' }, { handoverId: 'b' }];
    expect(compareBooks([own('a'), own('b')], theirs)).toEqual({ arrived: [], missing: [], different: [] });
  });

  it('differ in what is missing, what is not the same, and what has arrived without our knowing', () => {
    const theirs = [
      { handoverId: 'b', digest: 'of something else' },
      { handoverId: 'c', digest: 'digest of c' },
      { handoverId: 'stranger' },
    ];
    const ours = [
      own('a'),
      own('b'),
      own('c', { state: 'sent', deliveredDigest: null }),
      own('d', { state: 'sent', deliveredDigest: null }),
    ];
    expect(compareBooks(ours, theirs)).toEqual({ arrived: [theirs[1]], missing: ['a'], different: ['b'] });
  });
});

import fc from 'fast-check';
import type { Entry } from '#contracts';
import { Inbox } from './inbox';

const entry = (sequence: number): Entry => ({ sequence, kind: 'text', at: '2026-01-05T09:00:00.000+08:00' });
const sequences = (entries: readonly Entry[]): number[] => entries.map(({ sequence }) => sequence);

describe('Inbox', () => {
  it('hands out each entry once and in order, whatever the arrival', () => {
    const arrivals = fc
      .integer({ min: 1, max: 30 })
      .chain((count) => fc.tuple(fc.constant(count), fc.array(fc.array(fc.integer({ min: 1, max: count })))));
    fc.assert(
      fc.property(arrivals, ([count, batches]) => {
        const inbox = new Inbox();
        const out = batches.flatMap((batch) => inbox.take('c', batch.map(entry)));
        out.push(
          ...inbox.take(
            'c',
            Array.from({ length: count }, (_, i) => entry(i + 1)),
          ),
        );
        expect(sequences(out)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
        expect(inbox.isBehind('c')).toBe(false);
      }),
    );
  });

  it('is behind while something known is missing', () => {
    const inbox = new Inbox();
    expect(inbox.isBehind('c')).toBe(false);
    inbox.expect('c', 2);
    expect(inbox.isBehind('c')).toBe(true);
    expect(sequences(inbox.take('c', [entry(2)]))).toEqual([]);
    expect(sequences(inbox.take('c', [entry(1)]))).toEqual([1, 2]);
    expect(inbox.isBehind('c')).toBe(false);
  });

  it('goes on after a release where it stopped', () => {
    const inbox = new Inbox();
    inbox.take('c', [entry(1), entry(3)]);
    inbox.release('c');
    expect(inbox.isBehind('c')).toBe(false);
    expect(sequences(inbox.take('c', [entry(1), entry(2), entry(3)]))).toEqual([2, 3]);
  });
});

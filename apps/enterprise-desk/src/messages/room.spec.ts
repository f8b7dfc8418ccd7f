import type { Entry } from '#contracts';
import { Room } from './room';

const entry = (sequence: number, length: number): Entry => ({
  sequence,
  kind: 'text',
  at: '2026-01-05T01:00:00.000Z',
  text: '\u0001'.repeat(length),
});

describe('the room for entries in one message on the wire', () => {
  it('takes the first entries that fit, and stays well under what NATS carries', () => {
    const taken = new Room().take(Array.from({ length: 500 }, (_, i) => entry(i + 1, 4_000)));
    expect(taken.map(({ sequence }) => sequence)).toEqual(taken.map((_, i) => i + 1));
    expect(taken.length).toBeGreaterThan(20);
    expect(JSON.stringify(taken).length).toBeLessThan(700_000);
  });

  it('is shared by those who take one after the other', () => {
    const room = new Room();
    expect(room.take([entry(1, 4_000)])).toHaveLength(1);
    room.take(Array.from({ length: 500 }, (_, i) => entry(i + 1, 4_000)));
    expect(room.take([entry(1, 10)])).toEqual([]);
  });
});

import fc from 'fast-check';
import { chooseSeat, dealOut, type Candidate, type Waiting } from './choose-seat';

const seat = (seatId: string, over: Partial<Candidate> = {}): Candidate => ({
  seatId,
  seatGroups: ['scjg'],
  languages: ['zh'],
  open: 0,
  capacity: 3,
  idleSince: new Date('2026-11-24T09:00:00+08:00'),
  ...over,
});
const waiting = (over: Partial<Waiting> = {}): Waiting => ({
  conversationId: 'c',
  seatGroup: 'scjg',
  language: 'zh',
  preferredSeatId: null,
  lastServedBy: null,
  missedBy: [],
  ...over,
});
const earlier = new Date('2026-11-24T08:00:00+08:00');

it.each<[string, Waiting, Candidate[], string | null, string]>([
  ['nobody', waiting(), [], null, 'nobody-free-in-group'],
  ['another group only', waiting(), [seat('a', { seatGroups: ['gjj'] })], null, 'nobody-free-in-group'],
  ['full', waiting(), [seat('a', { open: 3 })], null, 'nobody-free-in-group'],
  ['one', waiting(), [seat('a')], 'a', 'only-one-free'],
  ['fewest open', waiting(), [seat('a', { open: 2 }), seat('b', { open: 1 })], 'b', 'fewest-open'],
  ['longest idle', waiting(), [seat('a'), seat('b', { idleSince: earlier })], 'b', 'longest-idle'],
  [
    'served last',
    waiting({ lastServedBy: 'a' }),
    [seat('a', { open: 2 }), seat('b')],
    'a',
    'served-the-enterprise-last',
  ],
  [
    'served last but full',
    waiting({ lastServedBy: 'a' }),
    [seat('a', { open: 3 }), seat('b')],
    'b',
    'only-one-free',
  ],
  [
    'asked for',
    waiting({ preferredSeatId: 'a', lastServedBy: 'b' }),
    [seat('a', { open: 2 }), seat('b')],
    'a',
    'asked-for',
  ],
  [
    'asked for, of another group',
    waiting({ preferredSeatId: 'a' }),
    [seat('a', { seatGroups: [] }), seat('b')],
    'a',
    'asked-for',
  ],
  [
    'a speaker though busier',
    waiting({ language: 'en' }),
    [seat('a'), seat('b', { open: 2, languages: ['en'] })],
    'b',
    'speaks-the-language',
  ],
  [
    'asked for, though another one speaks the language',
    waiting({ language: 'en', preferredSeatId: 'a' }),
    [seat('a'), seat('b', { languages: ['en'] })],
    'a',
    'asked-for',
  ],
  [
    'missed by the only speaker',
    waiting({ language: 'en', missedBy: ['b'] }),
    [seat('a'), seat('b', { languages: ['en'] })],
    'a',
    'others-missed-it',
  ],
  [
    'one of two speakers',
    waiting({ language: 'en' }),
    [seat('a'), seat('b', { open: 2, languages: ['en'] }), seat('c', { open: 1, languages: ['en'] })],
    'c',
    'fewest-open',
  ],
  ['no speaker on duty', waiting({ language: 'ko' }), [seat('a')], 'a', 'no-speaker-on-duty'],
  [
    'missed by the best',
    waiting({ missedBy: ['a'] }),
    [seat('a'), seat('b', { open: 2 })],
    'b',
    'others-missed-it',
  ],
  ['missed by the only one', waiting({ missedBy: ['a'] }), [seat('a')], 'a', 'only-one-free'],
])('%s', (_, conversation, seats, expected, reason) => {
  const choice = chooseSeat(conversation, seats);
  expect(choice.seatId).toBe(expected);
  expect(choice.reasons).toContain(reason);
});

it('lets a conversation that finds nobody not hold up those behind it', () => {
  const dealt = dealOut([waiting({ seatGroup: 'gjj' }), waiting()], [seat('a')]);
  expect(dealt.map(({ choice }) => choice.seatId)).toEqual([null, 'a']);
});

it('never goes beyond a capacity, and leaves no place free while somebody waits', () => {
  const seats = fc.array(
    fc.record({ open: fc.nat(4), capacity: fc.nat(4) }).map(({ open, capacity }) => ({ open, capacity })),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(seats, fc.nat(20), (loads, waitingCount) => {
      const candidates = loads.map((load, i) => seat(String(i), load));
      const dealt = dealOut(
        Array.from({ length: waitingCount }, () => waiting()),
        candidates,
      );
      const free = candidates.reduce((sum, { open, capacity }) => sum + Math.max(0, capacity - open), 0);
      expect(dealt.filter(({ choice }) => choice.seatId !== null)).toHaveLength(Math.min(free, waitingCount));
      for (const { seatId, open, capacity } of candidates) {
        const taken = dealt.filter(({ choice }) => choice.seatId === seatId).length;
        expect(taken).toBeLessThanOrEqual(Math.max(0, capacity - open));
      }
    }),
  );
});

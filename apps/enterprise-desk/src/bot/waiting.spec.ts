import { hasOffered, mayOffer, type Waiting } from './waiting';

it.each<[string, Partial<Waiting>, boolean]>([
  ['waits', {}, true],
  ['left a request outside service hours', { status: 'deferred' }, true],
  ['is served', { status: 'active' }, false],
  ['has ended', { status: 'resolved' }, false],
  ['gave up', { status: 'abandoned' }, false],
  ['has been offered Answers in this waiting', { botSequence: 4 }, false],
  ['has been offered some and left it for later', { status: 'deferred', botSequence: 4 }, false],
  ['waits anew after the bot and a person', { botSequence: 4, waitingAfter: 9 }, true],
  ['waits anew and has been offered Answers again', { botSequence: 11, waitingAfter: 9 }, false],
  ['is served for the second time', { status: 'active', botSequence: 4, waitingAfter: 9 }, false],
])('whether a business may be offered Answers that %s', (_, over, expected) => {
  expect(mayOffer({ status: 'waiting', waitingAfter: 0, botSequence: null, ...over })).toBe(expected);
});

it.each([
  [null, 0, false],
  [4, 0, true],
  [4, 4, false],
  [5, 4, true],
])('an offer at %p in a waiting after %p', (botSequence, waitingAfter, expected) => {
  expect(hasOffered({ botSequence, waitingAfter })).toBe(expected);
});

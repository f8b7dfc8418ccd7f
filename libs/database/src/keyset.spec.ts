import { decodeIdCursor, decodeNumberCursor, decodeTimeCursor, encodeCursor } from './keyset';

const ID = '01a21ce8-2a9d-76cc-9ebf-1947deef473f';
const TIME = '2026-11-24T09:00:00.000Z';

it('gives back what it was made of', () => {
  expect(decodeIdCursor(encodeCursor([ID]))).toBe(ID);
  expect(decodeNumberCursor(encodeCursor([7]))).toBe(7);
  expect(decodeTimeCursor(encodeCursor([TIME, ID]))).toEqual([new Date(TIME), ID]);
});

it('is none at the beginning', () => {
  for (const decode of [decodeIdCursor, decodeNumberCursor, decodeTimeCursor])
    expect(decode(undefined)).toBeUndefined();
});

it.each([
  [decodeIdCursor, ['x']],
  [decodeIdCursor, [ID, ID]],
  [decodeNumberCursor, ['x']],
  [decodeNumberCursor, [1.5]],
  [decodeNumberCursor, [2 ** 40]],
  [decodeTimeCursor, [TIME]],
  [decodeTimeCursor, [TIME, 'x']],
  [decodeTimeCursor, ['yesterday', ID]],
  [decodeTimeCursor, ['-271821-04-20', ID]],
])('%p refuses one that was made up: %j', (decode, key) => {
  expect(() => decode(encodeCursor(key))).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
});

import { readPositions } from './positions';

const ID = '0190a0a0-0000-7000-8000-00000000000';

describe('readPositions', () => {
  it('reads none, one and several', () => {
    expect(readPositions(undefined)).toEqual([]);
    expect(readPositions('')).toEqual([]);
    expect(readPositions(`${ID}1:0,${ID}2:17`)).toEqual([
      { conversationId: `${ID}1`, lastSequence: 0 },
      { conversationId: `${ID}2`, lastSequence: 17 },
    ]);
  });

  it.each(['x', `${ID}1`, `${ID}1:-1`, `${ID}1:x`])('refuses %p', (text) => {
    expect(() => readPositions(text)).toThrow();
  });
});

import { readFrame, RubbishError } from './read-frame';

const problemOf = (text: string): [string | null, string] => {
  try {
    readFrame(text);
  } catch (error) {
    if (error instanceof RubbishError) return [error.frameId, error.message];
  }
  throw new Error('It was read.');
};

describe('readFrame', () => {
  it('reads type, id and data, and nothing else', () => {
    expect(readFrame('{"type":"ping","id":"1","more":true}')).toEqual({ type: 'ping', id: '1' });
    expect(readFrame('{"type":"send","id":"1","data":{"text":"x"}}')).toEqual({
      type: 'send',
      id: '1',
      data: { text: 'x' },
    });
  });

  it.each(['no json', '', '[]', 'null', '"ping"'])('refuses %p', (text) => {
    expect(problemOf(text)[0]).toBeNull();
  });

  it.each(['{"type":"ping"}', '{"type":"ping","id":1}', `{"type":"ping","id":"${'x'.repeat(65)}"}`])(
    'asks for an id in %p',
    (text) => {
      expect(problemOf(text)).toEqual([null, 'A frame needs an "id" of 1 to 64 characters.']);
    },
  );

  it('refuses what is nested without end', () => {
    const nested = (depth: number): string =>
      `{"type":"send","id":"a","data":{"x":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    expect(problemOf(nested(100_000))).toEqual(['a', 'The "data" of the frame is nested too deep.']);
    expect(readFrame(nested(10))).toMatchObject({ type: 'send', id: 'a' });
  });

  it('names the frame that it refuses', () => {
    expect(problemOf('{"type":"toString","id":"a"}')).toEqual(['a', 'The frame has no known "type".']);
    expect(problemOf('{"type":"send","id":"b","data":[]}')[0]).toBe('b');
  });
});

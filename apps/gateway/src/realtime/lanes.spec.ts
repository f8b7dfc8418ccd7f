import { setImmediate as turn } from 'node:timers/promises';
import { Lanes, MAX_WAITING } from './lanes';

interface Job {
  name: string;
  succeeds?: boolean;
}

function setUp() {
  const started: string[] = [];
  const givenUp: string[] = [];
  const finish: (() => void)[] = [];
  const lanes = new Lanes<Job>(
    ({ name, succeeds = true }) => {
      started.push(name);
      return new Promise((resolve) => finish.push(() => resolve(succeeds)));
    },
    ({ name }) => givenUp.push(name),
  );
  const finishNext = async () => {
    finish.shift()?.();
    await turn();
  };
  return { lanes, started, givenUp, finishNext };
}

describe('Lanes', () => {
  it('starts the next job of a lane when the one before is settled', async () => {
    const { lanes, started, finishNext } = setUp();
    for (const name of ['a', 'b', 'c']) lanes.add('lane', { name });
    expect(started).toEqual(['a']);
    await finishNext();
    expect(started).toEqual(['a', 'b']);
    await finishNext();
    await finishNext();
    lanes.add('lane', { name: 'd' });
    expect(started).toEqual(['a', 'b', 'c', 'd']);
  });

  it('does not let lanes wait for each other', () => {
    const { lanes, started } = setUp();
    lanes.add('one', { name: 'a' });
    lanes.add('two', { name: 'b' });
    expect(started).toEqual(['a', 'b']);
  });

  it('gives up what waits behind a job that failed, then goes on', async () => {
    const { lanes, started, givenUp, finishNext } = setUp();
    lanes.add('lane', { name: 'a', succeeds: false });
    lanes.add('lane', { name: 'b' });
    lanes.add('lane', { name: 'c' });
    await finishNext();
    expect(givenUp).toEqual(['b', 'c']);
    lanes.add('lane', { name: 'd' });
    expect(started).toEqual(['a', 'd']);
  });

  it('refuses more than may wait', () => {
    const { lanes } = setUp();
    for (let n = 0; n <= MAX_WAITING; n += 1) lanes.add('lane', { name: String(n) });
    expect(() => lanes.add('lane', { name: 'one too many' })).toThrow('Slow down');
  });
});

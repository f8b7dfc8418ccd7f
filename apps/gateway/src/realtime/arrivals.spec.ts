import type { Role } from '#contracts';
import { setImmediate as turn } from 'node:timers/promises';
import { Arrivals } from './arrivals';

describe('Arrivals', () => {
  const welcomed: string[] = [];
  let finish: (() => void)[] = [];

  beforeEach(() => {
    welcomed.length = 0;
    finish = [];
  });

  /** Somebody whose welcome takes until `finish`. */
  const arrive = (arrivals: Arrivals, name: string, role: Role = 'business'): Promise<void> =>
    arrivals.receive(role, () => {
      welcomed.push(name);
      return new Promise((done) => finish.push(done));
    });

  it('welcomes so many businesses at once, the others in the order in which they came', async () => {
    const arrivals = new Arrivals(2, 10);
    const all = ['a', 'b', 'c', 'd'].map((name) => arrive(arrivals, name));
    await turn();
    expect(welcomed).toEqual(['a', 'b']);
    finish[1]?.();
    await turn();
    expect(welcomed).toEqual(['a', 'b', 'c']);
    while (welcomed.length < 4 || finish.length > 0) {
      finish.shift()?.();
      await turn();
    }
    await Promise.all(all);
    expect(welcomed).toEqual(['a', 'b', 'c', 'd']);
  });

  it('lets the staff pass', async () => {
    const arrivals = new Arrivals(1, 10);
    void arrive(arrivals, 'a');
    void arrive(arrivals, 'b');
    void arrive(arrivals, 'seat', 'seat');
    await turn();
    expect(welcomed).toEqual(['a', 'seat']);
  });

  it('gives the turn of one whose welcome fails to the next, and refuses who is too many', async () => {
    const arrivals = new Arrivals(1, 1);
    const failing = arrivals.receive('business', () =>
      turn().then(() => Promise.reject(new Error('no desk'))),
    );
    void arrive(arrivals, 'b');
    await expect(arrive(arrivals, 'c')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(failing).rejects.toThrow('no desk');
    await turn();
    expect(welcomed).toEqual(['b']);
  });
});

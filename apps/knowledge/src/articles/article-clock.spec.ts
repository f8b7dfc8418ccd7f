import fc from 'fast-check';
import { clockSteps, type Timed } from './article-clock';

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
const version = (over: Partial<Timed>): Timed => ({
  version: 1,
  status: 'scheduled',
  effectiveFrom: at(10),
  expiresAt: null,
  ...over,
});
const told = (versions: Timed[], now: Date): [number, string, number][] =>
  clockSteps(versions, now).map((step) => [step.version, step.action, step.at.getUTCMinutes()]);

describe('clockSteps', () => {
  const old = version({ status: 'effective', effectiveFrom: at(0) });

  it.each<[string, Timed[], number, [number, string, number][]]>([
    ['nothing before its time', [version({})], 9, []],
    ['a version takes effect', [version({})], 10, [[1, 'take-effect', 10]]],
    ['one that has no date waits', [version({ effectiveFrom: null })], 59, []],
    ['one that is only approved waits', [version({ status: 'approved' })], 59, []],
    [
      'the next one supersedes it',
      [old, version({ version: 2 })],
      10,
      [
        [1, 'supersede', 10],
        [2, 'take-effect', 10],
      ],
    ],
    ['it expires', [{ ...old, expiresAt: at(20) }], 20, [[1, 'expire', 20]]],
    [
      'what ends when the next begins has expired',
      [{ ...old, expiresAt: at(10) }, version({ version: 2 })],
      10,
      [
        [1, 'expire', 10],
        [2, 'take-effect', 10],
      ],
    ],
    [
      'after a standstill everything in its order',
      [old, version({ version: 2, expiresAt: at(30) }), version({ version: 3, effectiveFrom: at(40) })],
      50,
      [
        [1, 'supersede', 10],
        [2, 'take-effect', 10],
        [2, 'expire', 30],
        [3, 'take-effect', 40],
      ],
    ],
    ['what has ended stays ended', [version({ status: 'withdrawn', expiresAt: at(1) })], 50, []],
  ])('%s', (_name, versions, now, expected) => {
    expect(told(versions, at(now))).toEqual(expected);
  });

  it('leaves at most one version in force, comes to rest, and does not depend on when it looks', () => {
    const timed = fc.array(
      fc.record({
        status: fc.constantFrom('scheduled' as const, 'approved' as const, 'expired' as const),
        effectiveFrom: fc.integer({ min: 0, max: 50 }).map(at),
        expiresAt: fc.option(fc.integer({ min: 51, max: 59 }).map(at)),
      }),
      { maxLength: 6 },
    );
    const after = (versions: Timed[], now: Date): Timed[] =>
      clockSteps(versions, now).reduce(
        (known, step) =>
          known.map((one) => (one.version === step.version ? { ...one, status: step.to } : one)),
        versions,
      );
    fc.assert(
      fc.property(timed, fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 59 }), (drawn, a, b) => {
        const versions = drawn.map((one, index) => ({ ...one, version: index + 1 }));
        const [first, last] = [at(Math.min(a, b)), at(Math.max(a, b))];
        const once = after(versions, last);
        expect(once.filter(({ status }) => status === 'effective').length).toBeLessThan(2);
        expect(clockSteps(once, last)).toEqual([]);
        expect(after(after(versions, first), last)).toEqual(once);
      }),
    );
  });
});

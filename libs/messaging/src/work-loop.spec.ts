import { WorkLoop } from './work-loop';

/** So long that a test which waits for it does not end. */
const FOR_EVER = 10_000_000;

/** A loop whose steps are counted; `reached` resolves once so many have been done. */
function counted(step: (n: number, loop: WorkLoop) => number | Promise<number>) {
  let done = 0;
  const waiting: [count: number, resolve: () => void][] = [];
  const errors: unknown[] = [];
  const loop: WorkLoop = new WorkLoop(
    async () => {
      done += 1;
      for (const [count, resolve] of waiting) if (done >= count) resolve();
      return step(done, loop);
    },
    (error) => {
      errors.push(error);
      return 0;
    },
  );
  const reached = (count: number): Promise<void> =>
    done >= count ? Promise.resolve() : new Promise((resolve) => waiting.push([count, resolve]));
  return { loop, errors, reached, done: () => done };
}

it('goes on at once while a step asks for no pause', async () => {
  const { loop, reached, done } = counted((n) => (n < 5 ? 0 : FOR_EVER));
  loop.start();
  await reached(5);
  await loop.stop();
  expect(done()).toBe(5);
});

it('is woken from its pause', async () => {
  const { loop, reached } = counted(() => FOR_EVER);
  loop.start();
  for (let n = 1; n <= 3; n += 1) {
    await reached(n);
    await new Promise(setImmediate);
    loop.wake();
  }
  await reached(4);
  await loop.stop();
});

it('does not pause after a step during which it was woken', async () => {
  const { loop, reached, done } = counted((n, running) => {
    if (n === 1) running.wake();
    return FOR_EVER;
  });
  loop.start();
  await reached(2);
  await loop.stop();
  expect(done()).toBe(2);
});

it('goes on after a step that failed, and says so', async () => {
  const { loop, errors, reached } = counted((n) => {
    if (n < 3) throw new Error(`step ${n}`);
    return FOR_EVER;
  });
  loop.start();
  await reached(3);
  await loop.stop();
  expect(errors.map(String)).toEqual(['Error: step 1', 'Error: step 2']);
});

it('waits for the step that is being done when it stops, and is silent about its failure', async () => {
  let finish: () => void = () => undefined;
  const { loop, errors, reached, done } = counted(
    () => new Promise((_, reject) => (finish = () => reject(new Error('closed')))),
  );
  loop.start();
  await reached(1);
  let isStopped = false;
  const stopped = loop.stop().then(() => (isStopped = true));
  await new Promise(setImmediate);
  expect(isStopped).toBe(false);
  finish();
  await stopped;
  expect([done(), errors]).toEqual([1, []]);
});

it('does nothing when it was never started', async () => {
  const { loop, done } = counted(() => FOR_EVER);
  await loop.stop();
  expect(done()).toBe(0);
});

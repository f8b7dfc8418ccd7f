import { KeyedWork } from './keyed-work';

/** Work that ends when it is told to. */
function controlled(options: ConstructorParameters<typeof KeyedWork>[1], isTiring = false) {
  const begun: string[] = [];
  const endings = new Map<string, (isTiring: boolean) => void>();
  const work = new KeyedWork((key) => {
    begun.push(key);
    return new Promise<boolean>((done) => endings.set(key, done));
  }, options);
  const end = async (key: string): Promise<void> => {
    endings.get(key)?.(isTiring);
    await new Promise((done) => setImmediate(done));
  };
  return { begun, work, end };
}

it('works on as many keys at once as it may, the rest in their order', async () => {
  const { begun, work, end } = controlled({ concurrency: 2, capacity: 10 });
  for (const key of ['a', 'b', 'c', 'd']) work.add(key);
  expect(begun).toEqual(['a', 'b']);
  await end('b');
  expect(begun).toEqual(['a', 'b', 'c']);
});

it('does once more what was added while it was done, however often', async () => {
  const { begun, work, end } = controlled({ concurrency: 4, capacity: 10 });
  for (let i = 0; i < 5; i += 1) work.add('a');
  expect(begun).toEqual(['a']);
  await end('a');
  expect(begun).toEqual(['a', 'a']);
  await end('a');
  expect(begun).toEqual(['a', 'a']);
});

it('drops what there is no room for, and takes it again when there is', async () => {
  const { begun, work, end } = controlled({ concurrency: 1, capacity: 2 });
  expect([work.add('a'), work.add('b'), work.add('c'), work.add('a')]).toEqual([true, true, false, true]);
  await end('a');
  await end('b');
  await end('a');
  expect(work.add('c')).toBe(true);
  expect(begun).toEqual(['a', 'b', 'a', 'c']);
});

it('lets a key rest that has tired, and does afterwards what came meanwhile', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  try {
    const { begun, work, end } = controlled({ concurrency: 1, capacity: 2, restMs: 500 }, true);
    work.add('a');
    await end('a');
    work.add('a');
    work.add('a');
    jest.advanceTimersByTime(499);
    expect(begun).toEqual(['a']);
    jest.advanceTimersByTime(1);
    expect(begun).toEqual(['a', 'a']);
  } finally {
    jest.useRealTimers();
  }
});

it('does not let a key rest that has not tired', async () => {
  const { begun, work, end } = controlled({ concurrency: 1, capacity: 2, restMs: 60_000 });
  work.add('a');
  await end('a');
  work.add('a');
  expect(begun).toEqual(['a', 'a']);
});

it('pauses while many wait, and not while few do', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate'] });
  try {
    const crowd = { from: 2, pauseMs: 30 };
    const { begun, work, end } = controlled({ concurrency: 1, capacity: 9, crowd });
    for (const key of ['a', 'b', 'c', 'd']) work.add(key);
    await end('a');
    jest.advanceTimersByTime(29);
    expect(begun).toEqual(['a']);
    jest.advanceTimersByTime(1);
    expect(begun).toEqual(['a', 'b']);
    await end('b');
    jest.advanceTimersByTime(30);
    expect(begun).toEqual(['a', 'b', 'c']);
    await end('c');
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  } finally {
    jest.useRealTimers();
  }
});

it('begins nothing after it was stopped', async () => {
  const { begun, work, end } = controlled({ concurrency: 1, capacity: 3 });
  work.add('a');
  work.add('a');
  work.add('b');
  work.stop();
  await end('a');
  expect(work.add('c')).toBe(false);
  expect(begun).toEqual(['a']);
});

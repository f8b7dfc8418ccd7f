import { AppError } from '#contracts';
import { Batcher, type Waiting } from './batcher';

type Batch = Waiting<string, string>[];

const refused = Object.assign(new Error('a character that cannot be stored'), { code: '22021' });
const gone = Object.assign(new Error('the server is gone'), { code: '57P01' });

/** Writes down its batches; each is committed when `commit` is called. */
class Book {
  readonly written: string[][] = [];
  private commits: (() => void)[] = [];

  constructor(private readonly refuse: (items: string[]) => Error | undefined = () => undefined) {}

  write = async (batch: Batch): Promise<void> => {
    const items = batch.map(({ item }) => item);
    this.written.push(items);
    await new Promise<void>((done) => this.commits.push(done));
    const error = this.refuse(items);
    if (error) throw error;
    for (const { item, resolve } of batch) resolve(`${item}!`);
  };

  async commitAll(): Promise<void> {
    while (this.commits.length > 0) {
      this.commits.shift()?.();
      await new Promise((done) => setImmediate(done));
    }
  }
}

const batcher = (book: Book, over: { maxBatch?: number } = {}) =>
  new Batcher<string, string>({ write: book.write, keyOf: (item) => item.slice(0, 1), ...over });

it('writes the first at once and gathers the rest meanwhile', async () => {
  const book = new Book();
  const batches = batcher(book);
  const results = Promise.all(['a', 'b', 'c'].map((item) => batches.add(item)));
  expect(book.written).toEqual([['a']]);
  await book.commitAll();
  expect(await results).toEqual(['a!', 'b!', 'c!']);
  expect(book.written).toEqual([['a'], ['b', 'c']]);
});

it('settles nothing before its batch is committed', async () => {
  const book = new Book();
  let settled = false;
  const result = batcher(book)
    .add('a')
    .finally(() => (settled = true));
  await new Promise((done) => setImmediate(done));
  expect(settled).toBe(false);
  await book.commitAll();
  expect(await result).toBe('a!');
});

it('holds one item of each key, and no more than fit', async () => {
  const book = new Book();
  const batches = batcher(book, { maxBatch: 2 });
  const results = Promise.all(['a', 'b1', 'b2', 'c', 'd'].map((item) => batches.add(item)));
  await book.commitAll();
  await results;
  expect(book.written).toEqual([['a'], ['b1', 'c'], ['b2', 'd']]);
});

it('refuses the one that cannot be stored, and stores the others', async () => {
  const book = new Book((items) => (items.includes('x') ? refused : undefined));
  const batches = batcher(book);
  const results = Promise.allSettled(['a', 'b', 'x', 'c', 'd'].map((item) => batches.add(item)));
  await book.commitAll();
  expect(
    (await results).map((result) =>
      result.status === 'fulfilled' ? result.value : (result.reason as unknown),
    ),
  ).toEqual(['a!', 'b!', refused, 'c!', 'd!']);
});

it('tries nothing again while PostgreSQL does not answer', async () => {
  const book = new Book(() => gone);
  const batches = batcher(book);
  const results = Promise.allSettled(['a', 'b', 'c'].map((item) => batches.add(item)));
  await book.commitAll();
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(book.written).toEqual([['a'], ['b', 'c']]);
});

it('does not write again what was settled before the failure', async () => {
  const written: string[][] = [];
  const batches = new Batcher<string, string>({
    keyOf: (item) => item,
    write: (batch) => {
      written.push(batch.map(({ item }) => item));
      batch.find(({ item }) => item === 'b')?.resolve('b!');
      if (batch.length > 1) return Promise.reject(refused);
      for (const { item, resolve } of batch) resolve(`${item}!`);
      return Promise.resolve();
    },
  });
  expect(await Promise.all(['a', 'b', 'c'].map((item) => batches.add(item)))).toEqual(['a!', 'b!', 'c!']);
  expect(written).toEqual([['a'], ['b', 'c'], ['c']]);
});

it('takes no more than it can hold', async () => {
  const book = new Book();
  const batches = batcher(book);
  const results = Array.from({ length: 10_001 }, () => batches.add('a'));
  results.forEach((result) => void result.catch(() => undefined));
  await expect(batches.add('a')).rejects.toThrow(AppError);
});

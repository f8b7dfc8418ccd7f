import { AppError } from '#contracts';
import { sqlState } from './unit-of-work';

/** Something that waits for the commit of its batch. */
export interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface BatcherOptions<Item, Result> {
  /** Settles what it has committed, and what it refuses. What is unsettled when it throws is tried in smaller batches. */
  write: (batch: Waiting<Item, Result>[]) => Promise<void>;
  /** A batch holds one item of each key. */
  keyOf: (item: Item) => string;
  maxBatch?: number;
}

const MAX_BATCH = 500;
const MAX_WAITING = 10_000;

/**
 * While one batch is being committed the next one gathers, so that a busy process commits many items at once and a quiet
 * one commits each at once. An item that PostgreSQL refuses does not take the others with it.
 */
export class Batcher<Item, Result> {
  private waiting: Waiting<Item, Result>[] = [];
  private isRunning = false;
  private readonly settled = new WeakSet<Waiting<Item, Result>>();

  constructor(private readonly options: BatcherOptions<Item, Result>) {}

  /** @throws AppError UNAVAILABLE when too many wait; else what `write` has made of it. */
  add(item: Item): Promise<Result> {
    if (this.waiting.length >= MAX_WAITING)
      return Promise.reject(new AppError('UNAVAILABLE', 'Too much work at once. Try again shortly.'));
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const one: Waiting<Item, Result> = {
      item,
      resolve: (result) => (this.settled.add(one), resolve(result)),
      reject: (error) => (this.settled.add(one), reject(error)),
    };
    this.waiting.push(one);
    if (!this.isRunning) void this.run();
    return promise;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    while (this.waiting.length > 0) await this.write(this.takeBatch());
    this.isRunning = false;
  }

  /** Later items of a key find the first one stored. */
  private takeBatch(): Waiting<Item, Result>[] {
    const { keyOf, maxBatch = MAX_BATCH } = this.options;
    const taken = new Set<string>();
    const batch: Waiting<Item, Result>[] = [];
    const rest: Waiting<Item, Result>[] = [];
    for (const one of this.waiting) {
      const key = keyOf(one.item);
      if (batch.length < maxBatch && !taken.has(key)) batch.push(one);
      else rest.push(one);
      taken.add(key);
    }
    this.waiting = rest;
    return batch;
  }

  private async write(batch: Waiting<Item, Result>[]): Promise<void> {
    try {
      await this.options.write(batch);
    } catch (error) {
      const left = batch.filter((one) => !this.settled.has(one));
      if (batch.length === 1 || isConnectionFailure(error)) {
        for (const one of left) one.reject(error);
        return;
      }
      const half = Math.ceil(left.length / 2);
      for (const part of [left.slice(0, half), left.slice(half)]) if (part.length > 0) await this.write(part);
    }
  }
}

/** SQLSTATE classes 08, 53, 57, and failures that never reached the server. */
const isConnectionFailure = (error: unknown): boolean => /^(08|53|57|E[A-Z]+)/.test(sqlState(error) ?? 'E');

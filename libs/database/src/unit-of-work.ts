import { Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';

/** An open transaction. Every write takes one, so that forgetting it does not compile. */
export type Transaction = EntityManager & { readonly __transaction: unique symbol };

const RETRIED = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 3;

/** Runs use cases in one transaction each; what a transaction promises to do afterwards is done once it is committed. */
@Injectable()
export class UnitOfWork {
  private readonly afterCommit = new WeakMap<EntityManager, (() => void)[]>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Commits when `work` returns, rolls back when it throws; deadlocks and serialisation failures are tried again.
   * @throws AppError CONFLICT when a unique key is taken.
   */
  async run<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work);
      } catch (error) {
        const code = sqlState(error);
        if (code !== undefined && RETRIED.has(code) && attempt < MAX_ATTEMPTS) continue;
        if (code === '23505')
          throw new AppError('CONFLICT', 'It exists already.', undefined, { cause: error });
        throw error;
      }
    }
  }

  /** `effect` runs after the commit, and not at all if there is none; it must not throw. */
  onCommit(tx: Transaction, effect: () => void): void {
    this.afterCommit.get(tx)?.push(effect);
  }

  private async once<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const effects: (() => void)[] = [];
    const result = await this.dataSource.transaction((manager) => {
      this.afterCommit.set(manager, effects);
      return work(manager as Transaction);
    });
    for (const effect of effects) effect();
    return result;
  }
}

/** The error of `pg` in one of TypeORM. */
export const sourceOf = (error: unknown): unknown =>
  error instanceof QueryFailedError ? error.driverError : error;

/** The five-character SQLSTATE of a failed query. */
export function sqlState(error: unknown): string | undefined {
  const source = sourceOf(error);
  return typeof source === 'object' && source && 'code' in source && typeof source.code === 'string'
    ? source.code
    : undefined;
}

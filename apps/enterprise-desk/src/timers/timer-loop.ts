import type { UnitOfWork, Transaction } from '#database';
import { WorkLoop } from '#messaging';
import type { Logger } from '#observability';
import type { Due, TimersRepository } from './timers.repository';

/** What happens when timers of one kind fire together. */
export type TimerBatch = (tx: Transaction, keys: string[], firedAt: Date) => Promise<void>;

/** How long a loop waits at most before it looks again. */
export const MAX_SLEEP_MS = 500;
const RETRY_SECONDS = 5;

/** Looks for due timers of some kinds and fires them, at most `batch` in one transaction. */
export class TimerLoop {
  private readonly loop = new WorkLoop(
    (stopping) => this.step(stopping),
    (error) => {
      this.log.warn({ reason: String(error) }, 'Timers wait: PostgreSQL does not answer.');
      return MAX_SLEEP_MS;
    },
  );

  constructor(
    private readonly repository: TimersRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly log: Logger,
    private readonly handlers: ReadonlyMap<string, TimerBatch>,
    private readonly batch: number,
  ) {}

  start(): void {
    if (this.handlers.size > 0) this.loop.start();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  wake(): void {
    this.loop.wake();
  }

  private async step(stopping: AbortSignal): Promise<number> {
    const kinds = [...this.handlers.keys()];
    while (await this.fire(kinds, this.batch)) if (stopping.aborted) return 0;
    const next = await this.repository.nextFireAt(kinds, MAX_SLEEP_MS / 1000);
    const ms = next === undefined ? MAX_SLEEP_MS : next.getTime() - Date.now();
    return Math.min(MAX_SLEEP_MS, Math.max(ms, 1));
  }

  /** Fires those that have been due longest, if there are any. */
  private async fire(kinds: readonly string[], limit: number): Promise<boolean> {
    let due: Due[] = [];
    try {
      return await this.unitOfWork.run(async (tx) => {
        due = await this.repository.takeDue(tx, kinds, limit);
        const firedAt = new Date();
        for (const kind of new Set(due.map((timer) => timer.kind))) {
          const keys = due.filter((timer) => timer.kind === kind).map(({ key }) => key);
          await this.handlers.get(kind)?.(tx, keys, firedAt);
        }
        return due.length > 0;
      });
    } catch (error) {
      const [first] = due;
      if (!first) throw error;
      // One timer that cannot do its work must not hold up the others.
      if (due.length > 1) {
        for (let i = 0; i < due.length && (await this.fire(kinds, 1)); i += 1);
        return true;
      }
      this.log.error({ err: error, ...first }, 'A timer could not do its work; it will be tried again.');
      await this.repository.postpone(first.kind, first.key, RETRY_SECONDS);
      return true;
    }
  }
}

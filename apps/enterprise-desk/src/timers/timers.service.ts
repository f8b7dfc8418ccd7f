import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { Logger } from '#observability';
import { MAX_SLEEP_MS, TimerLoop, type TimerBatch } from './timer-loop';
import { TimersRepository } from './timers.repository';

export type TimerKind =
  | 'first-reply-warning'
  | 'first-reply-breach'
  | 'offer-expiry'
  | 'lease-lapse'
  | 'gateway-lapse'
  | 'offers-return'
  | 'requeue'
  | 'abandonment'
  | 'closing'
  | 'left-waiting'
  | 'invitation-expiry'
  | 'order-clock'
  | 'clock-revision'
  | 'reconciliation'
  | 'unsent-attachments'
  | 'retention';

/** What happens when a timer fires: in one transaction with the timer's end, so it happens once. */
export type TimerHandler = (tx: Transaction, key: string, firedAt: Date) => Promise<void>;

const MAX_BATCH = 500;

/**
 * Durable timers, one per kind and key, kept in PostgreSQL and fired by whichever desk comes first. Every desk looks at
 * least every half second, so that a timer of a desk that died is at most that late. Kinds of which thousands may come
 * due together are fired many at once, beside the others and not before them.
 */
@Injectable()
export class TimersService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly single = new Map<string, TimerBatch>();
  private readonly many = new Map<string, TimerBatch>();
  private readonly loops: TimerLoop[];

  constructor(
    private readonly repository: TimersRepository,
    private readonly unitOfWork: UnitOfWork,
    log: Logger,
  ) {
    this.loops = [
      new TimerLoop(repository, unitOfWork, log, this.single, 1),
      new TimerLoop(repository, unitOfWork, log, this.many, MAX_BATCH),
    ];
  }

  /** Says what a kind of timer does; called once per kind while the modules start. */
  on(kind: TimerKind, handler: TimerHandler): void {
    this.single.set(kind, async (tx, keys, firedAt) => {
      for (const key of keys) await handler(tx, key, firedAt);
    });
  }

  /** The same for a kind whose timers are fired many in one transaction. */
  onMany(kind: TimerKind, handler: TimerBatch): void {
    this.many.set(kind, handler);
  }

  /** Sets the timer, or moves it when it is set already. */
  async set(tx: Transaction, kind: TimerKind, key: string, fireAt: Date): Promise<void> {
    await this.repository.set(tx, kind, key, fireAt);
    this.wakeFor(tx, fireAt);
  }

  async setMany(
    tx: Transaction,
    kind: TimerKind,
    timers: readonly { key: string; fireAt: Date }[],
  ): Promise<void> {
    if (timers.length === 0) return;
    await this.repository.setMany(
      tx,
      kind,
      timers.map(({ key }) => key),
      timers.map(({ fireAt }) => fireAt),
    );
    this.wakeFor(tx, ...timers.map(({ fireAt }) => fireAt));
  }

  async cancel(tx: Transaction, kind: TimerKind, ...keys: string[]): Promise<void> {
    if (keys.length > 0) await this.repository.delete(tx, kind, keys);
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  /** Nothing that fires later than the loops look again anyway needs a look of its own. */
  private wakeFor(tx: Transaction, ...fireAt: Date[]): void {
    const soon = Date.now() + MAX_SLEEP_MS;
    if (!fireAt.some((at) => at.getTime() < soon)) return;
    this.unitOfWork.onCommit(tx, () => {
      for (const loop of this.loops) loop.wake();
    });
  }
}

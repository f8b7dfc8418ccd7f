import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UnitOfWork, type Transaction } from '#database';
import { Logger } from '#observability';
import { TimersRepository } from './timers.repository';

export type TimerKind =
  | 'first-reply-warning'
  | 'first-reply-breach'
  | 'offer-expiry'
  | 'lease-lapse'
  | 'offers-return'
  | 'requeue'
  | 'abandonment'
  | 'invitation-expiry'
  | 'reconciliation';

/** What happens when a timer fires: in one transaction with the timer's end, so it happens once. */
export type TimerHandler = (tx: Transaction, key: string, firedAt: Date) => Promise<void>;

const MAX_SLEEP_MS = 500;
const RETRY_SECONDS = 5;

/**
 * Durable timers, one per kind and key, kept in PostgreSQL and fired by whichever desk comes first. Every desk looks at
 * least every half second, so that a timer of a desk that died is at most that late.
 */
@Injectable()
export class TimersService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly handlers = new Map<string, TimerHandler>();
  private readonly stopping = new AbortController();
  private pause = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: TimersRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly log: Logger,
  ) {}

  /** Says what a kind of timer does; called once per kind while the modules start. */
  on(kind: TimerKind, handler: TimerHandler): void {
    this.handlers.set(kind, handler);
  }

  /** Sets the timer, or moves it when it is set already. */
  async set(tx: Transaction, kind: TimerKind, key: string, fireAt: Date): Promise<void> {
    await this.repository.set(tx, kind, key, fireAt);
    this.unitOfWork.onCommit(tx, () => this.wake());
  }

  async cancel(tx: Transaction, kind: TimerKind, ...keys: string[]): Promise<void> {
    await this.repository.delete(tx, kind, keys);
  }

  onApplicationBootstrap(): void {
    this.running = this.run();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
  }

  private wake(): void {
    this.pause.abort();
  }

  private async run(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      try {
        while (await this.fireNext()) if (this.stopping.signal.aborted) return;
        const next = await this.repository.nextFireAt();
        await this.idle(
          Math.min(MAX_SLEEP_MS, next === undefined ? MAX_SLEEP_MS : next.getTime() - Date.now()),
        );
      } catch (error) {
        if (this.stopping.signal.aborted) return;
        this.log.warn({ reason: String(error) }, 'Timers wait: PostgreSQL does not answer.');
        await this.idle(MAX_SLEEP_MS);
      }
    }
  }

  /** Fires the timer that has been due longest, if there is one. */
  private async fireNext(): Promise<boolean> {
    let due: { kind: string; key: string } | undefined;
    try {
      return await this.unitOfWork.run(async (tx) => {
        due = await this.repository.takeDue(tx);
        if (!due) return false;
        await this.handlers.get(due.kind)?.(tx, due.key, new Date());
        return true;
      });
    } catch (error) {
      if (!due) throw error;
      this.log.error({ err: error, ...due }, 'A timer could not do its work; it will be tried again.');
      await this.repository.postpone(due.kind, due.key, RETRY_SECONDS);
      return true;
    }
  }

  private async idle(ms: number): Promise<void> {
    if (!this.pause.signal.aborted)
      await sleep(Math.max(ms, 1), undefined, { signal: this.pause.signal }).catch(() => undefined);
    this.pause = new AbortController();
  }
}

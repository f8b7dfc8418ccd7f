import { Injectable } from '@nestjs/common';
import { Logger, Registry } from '#observability';
import { Counter, Gauge } from 'prom-client';

/** How many of each were cleaned. */
export interface Forgotten {
  orders: number;
  conversations: number;
  representatives: number;
}

/** What an operator learns of the daily cleaning, from the desk that did it. */
@Injectable()
export class RetentionReport {
  private readonly completed: Gauge;
  private readonly cleaned: Counter<'kind'>;
  private readonly failures: Counter;

  constructor(
    registry: Registry,
    private readonly log: Logger,
  ) {
    const registers = [registry];
    this.completed = new Gauge({
      name: 'qifu_retention_completed_timestamp_seconds',
      help: 'When this desk last came to the end of a cleaning of personal data, 0 when it has not yet',
      registers,
    });
    this.cleaned = new Counter({
      name: 'qifu_retention_cleaned_total',
      help: 'Conversations, orders and representatives out of which personal data was taken after its time',
      labelNames: ['kind'],
      registers,
    });
    this.failures = new Counter({
      name: 'qifu_retention_failures_total',
      help: 'Batches of the cleaning that failed and are tried again',
      registers,
    });
    for (const kind of ['orders', 'conversations', 'representatives']) this.cleaned.inc({ kind }, 0);
  }

  /** @param isLast nothing more is due at the moment. */
  batch(forgotten: Forgotten, isLast: boolean, now: Date): void {
    const counts = Object.entries(forgotten) as [keyof Forgotten, number][];
    for (const [kind, count] of counts) this.cleaned.inc({ kind }, count);
    if (isLast) this.completed.set(now.getTime() / 1000);
    if (counts.some(([, count]) => count > 0))
      this.log.info(forgotten, 'Personal data was taken out after its time.');
  }

  fail(): void {
    this.failures.inc();
  }
}

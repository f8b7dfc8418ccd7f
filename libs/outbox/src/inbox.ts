import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { EventEnvelope } from '#contracts';
import { Pool, UnitOfWork, type Transaction } from '#database';
import type { WorkLoop } from '#messaging';
import { forgetting } from './forgetting';

/** Longer than any stream keeps an event. */
const KEEP_DAYS = 14;

/** Handles each durable event once, however often it comes. */
@Injectable()
export class Inbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly tidying: WorkLoop;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    pool: Pool,
  ) {
    const handled = { table: 'inbox', id: 'event_id', doneAt: 'handled_at', days: KEEP_DAYS } as const;
    this.tidying = forgetting(pool, handled);
  }

  onApplicationBootstrap(): void {
    this.tidying.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.tidying.stop();
  }

  /** Runs `work` in the transaction that records the event as handled; does nothing when it already was. */
  once(event: EventEnvelope, work: (tx: Transaction) => Promise<void>): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      const rows: unknown[] = await tx.query(
        'INSERT INTO inbox (event_id, type) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING event_id',
        [event.id, event.type],
      );
      if (rows.length > 0) await work(tx);
    });
  }
}

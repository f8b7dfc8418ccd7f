import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';

/** Handles each durable event once, however often it comes. */
@Injectable()
export class Inbox {
  constructor(private readonly unitOfWork: UnitOfWork) {}

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

import { Injectable } from '@nestjs/common';
import type { EventData, EventType } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { currentContext } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { OutboxRelay } from './outbox-relay';

/** Records durable events in the transaction that makes them true; the relay carries them to JetStream. */
@Injectable()
export class Outbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly relay: OutboxRelay,
  ) {}

  async add<T extends EventType>(tx: Transaction, type: T, data: EventData<T>): Promise<void> {
    await this.addMany(tx, type, [data]);
  }

  /** Events of one type in one statement, in this order. */
  async addMany<T extends EventType>(
    tx: Transaction,
    type: T,
    events: readonly EventData<T>[],
  ): Promise<void> {
    if (events.length === 0) return;
    const ids = events.map(() => uuidv7());
    await tx.query(
      `INSERT INTO outbox (id, type, request_id, data)
       SELECT id, $1, coalesce($2, id::text), data FROM unnest($3::uuid[], $4::jsonb[]) AS given (id, data)`,
      [type, currentContext()?.requestId ?? null, ids, events.map((data) => JSON.stringify(data))],
    );
    this.unitOfWork.onCommit(tx, () => this.relay.wake());
  }
}

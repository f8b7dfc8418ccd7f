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
    const id = uuidv7();
    await tx.query('INSERT INTO outbox (id, type, request_id, data) VALUES ($1, $2, $3, $4)', [
      id,
      type,
      currentContext()?.requestId ?? id,
      JSON.stringify(data),
    ]);
    this.unitOfWork.onCommit(tx, () => this.relay.wake());
  }
}

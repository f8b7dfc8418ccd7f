import { Injectable } from '@nestjs/common';
import type { EventData, EventType } from '#contracts';
import { storableJson, UnitOfWork, type Transaction } from '#database';
import { currentContext } from '#observability';
import { v7 as uuidv7 } from 'uuid';
import { OutboxRelay } from './outbox-relay';

/** Something to tell; of the current request where none is named. */
export interface NewEvent<T extends EventType> {
  data: EventData<T>;
  requestId?: string | undefined;
}

/** Records durable events in the transaction that makes them true; the relay carries them to JetStream. */
@Injectable()
export class Outbox {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly relay: OutboxRelay,
  ) {}

  async add<T extends EventType>(tx: Transaction, type: T, data: EventData<T>): Promise<void> {
    await this.addMany(tx, type, [{ data }]);
  }

  /** Events of one type in one statement, in this order. */
  async addMany<T extends EventType>(
    tx: Transaction,
    type: T,
    events: readonly NewEvent<T>[],
  ): Promise<void> {
    if (events.length === 0) return;
    const current = currentContext()?.requestId ?? null;
    const rows = events.map(({ data, requestId = current }) => ({
      id: uuidv7(),
      request_id: requestId,
      data,
    }));
    await tx.query(
      `INSERT INTO outbox (id, type, request_id, data)
       SELECT id, $1, coalesce(request_id, id::text), data FROM json_populate_recordset(NULL::outbox, $2)`,
      [type, storableJson(rows)],
    );
    this.unitOfWork.onCommit(tx, () => this.relay.wake());
  }
}

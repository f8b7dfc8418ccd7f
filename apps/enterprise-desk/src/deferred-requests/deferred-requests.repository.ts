import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { DataSource } from 'typeorm';
import { DeferredRequest } from './deferred-request.entity';

@Injectable()
export class DeferredRequestsRepository {
  constructor(private readonly dataSource: DataSource) {}

  findByConversation(tx: Transaction, conversationId: string): Promise<DeferredRequest | null> {
    return tx.findOneBy(DeferredRequest, { conversationId });
  }

  find(tx: Transaction, id: string): Promise<DeferredRequest | null> {
    return tx.findOneBy(DeferredRequest, { id });
  }

  /** Under its lock until `tx` ends. */
  lock(tx: Transaction, id: string): Promise<DeferredRequest | null> {
    return tx.findOne(DeferredRequest, { where: { id }, lock: { mode: 'for_no_key_update' } });
  }

  async setTaken(tx: Transaction, id: string, takenAt: Date | null, orderId: string | null): Promise<void> {
    await tx.update(DeferredRequest, id, { takenAt, orderId });
  }

  async save(tx: Transaction, request: DeferredRequest): Promise<void> {
    await tx.save(DeferredRequest, request);
  }

  list(after: [Date, string] | undefined, limit: number): Promise<DeferredRequest[]> {
    const query = this.dataSource.manager
      .createQueryBuilder(DeferredRequest, 'd')
      .orderBy('d.createdAt', 'DESC')
      .addOrderBy('d.id', 'DESC')
      .limit(limit);
    if (after) query.where('(d.createdAt, d.id) < (:createdAt, :id)', { createdAt: after[0], id: after[1] });
    return query.getMany();
  }
}

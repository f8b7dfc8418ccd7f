import { Injectable } from '@nestjs/common';
import type { OrderLight } from '#contracts';
import type { Transaction } from '#database';
import { OrderLightsRepository, type RuledOrder } from './order-lights.repository';
import type { WorkOrder } from './work-order.entity';

/** Yellow and red as an order shows them; not actions, so that no one who acts meanwhile is told that it has moved on. */
@Injectable()
export class OrderLights {
  constructor(private readonly repository: OrderLightsRepository) {}

  /** Locks those of the orders that nobody is acting on at this moment. */
  lockFree(tx: Transaction, orderIds: readonly string[]): Promise<Set<string>> {
    return this.repository.lockFree(tx, orderIds);
  }

  /** Locks the orders, waiting for whoever is acting on them. */
  lock(tx: Transaction, orderIds: readonly string[]): Promise<Map<string, RuledOrder>> {
    return this.repository.lock(tx, orderIds);
  }

  /** Of several lights an order shows the worst, and keeps one that is worse already. */
  raise(tx: Transaction, lit: readonly { orderId: string; light: OrderLight | null }[]): Promise<void> {
    return this.repository.raise(tx, lit);
  }

  /** Within the orders' locks. */
  async dim(tx: Transaction, orders: readonly Pick<WorkOrder, 'id' | 'supervision'>[]): Promise<void> {
    for (const order of orders) order.supervision = null;
    await this.repository.dim(
      tx,
      orders.map(({ id }) => id),
    );
  }
}

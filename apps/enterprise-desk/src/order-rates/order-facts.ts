import { Injectable } from '@nestjs/common';
import type { OrderClockKind } from '#contracts';
import type { Transaction } from '#database';
import type { OrderActed } from '../work-orders/order-listeners';
import { clockFacts, type FactClock } from './facts-of-order';
import { OrderFactsRepository } from './order-facts.repository';

/** Keeps beside every order what the rates count, so that a year of them is one scan of a narrow table. */
@Injectable()
export class OrderFacts {
  constructor(private readonly repository: OrderFactsRepository) {}

  /** With all the clocks of each order, or none named where they are as they were. */
  async record(
    tx: Transaction,
    orders: readonly { order: OrderActed['order']; clocks?: readonly FactClock[] }[],
  ): Promise<void> {
    const still = orders.flatMap(({ order, clocks }) => (clocks ? [] : { order }));
    const moved = orders.flatMap(({ order, clocks }) =>
      clocks ? { order, facts: clockFacts(order.status, clocks) } : [],
    );
    await this.repository.save(tx, still);
    await this.repository.saveWithClocks(tx, moved);
  }

  /** These clocks have been breached. */
  async markLate(
    tx: Transaction,
    clocks: readonly { orderId: string; kind: OrderClockKind }[],
  ): Promise<void> {
    const ofKind = (kind: OrderClockKind): string[] =>
      clocks.filter((clock) => clock.kind === kind).map(({ orderId }) => orderId);
    const [sign, contact, handling] = [ofKind('sign'), ofKind('first-contact'), ofKind('handling')];
    if (sign.length + contact.length + handling.length > 0)
      await this.repository.markLate(tx, sign, contact, handling);
  }

  async answered(
    tx: Transaction,
    orderId: string,
    answer: { solved: boolean; satisfied: boolean },
  ): Promise<void> {
    await this.repository.answered(tx, orderId, answer.solved, answer.satisfied);
  }
}

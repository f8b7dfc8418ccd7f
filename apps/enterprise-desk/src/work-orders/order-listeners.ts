import { Injectable } from '@nestjs/common';
import type { ActOnOrder, OrderAction } from '#contracts';
import type { Transaction } from '#database';
import type { OrderActor } from './order-actor';
import type { OrderAgency } from './order-agency.entity';
import type { WorkOrder } from './work-order.entity';

/** Something that has just been done with an order, in a transaction that is still open. */
export interface OrderActed {
  /** As it is after the action. */
  order: WorkOrder;
  /** Those that have or had a part in it, after the action. */
  agencies: readonly OrderAgency[];
  /** `create` comes before any action, but not for an order that is dispatched as it is taken down. */
  action: OrderAction | 'create';
  actor: OrderActor;
  request: Partial<ActOnOrder>;
  now: Date;
  /** Of whoever asked for it; what is told of the action bears it. */
  requestId?: string | undefined;
}

/** Told of actions on different orders at once. When it throws, none of them has happened. */
export type OrderListener = (tx: Transaction, acted: readonly OrderActed[]) => Promise<void>;

/** Other nouns do their part of an action here, in its transaction: all of it happens, or none of it. */
@Injectable()
export class OrderListeners {
  private readonly listeners: OrderListener[] = [];

  /** Called while the modules start. */
  add(listener: OrderListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    if (acted.length === 0) return;
    for (const listener of this.listeners) await listener(tx, acted);
  }
}

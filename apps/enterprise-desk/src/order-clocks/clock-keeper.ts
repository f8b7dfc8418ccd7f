import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { CalendarService } from '../clocks/calendar.service';
import { OrderFacts } from '../order-rates/order-facts';
import { OrderLights } from '../work-orders/order-lights';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import { changeClocks, checkReturnInTime, clockChanges, type ClockContext } from './clock-changes';
import { ClockTimers } from './clock-timers';
import type { OrderClock } from './order-clock.entity';
import { OrderClocksRepository } from './order-clocks.repository';
import { PolicyBook } from './policy-book';
import { useSettings } from './settings-lock';

/** Does with the clocks of an order what each action means for them, in the action's transaction. */
@Injectable()
export class ClockKeeper implements OnModuleInit {
  constructor(
    private readonly listeners: OrderListeners,
    private readonly repository: OrderClocksRepository,
    private readonly calendars: CalendarService,
    private readonly book: PolicyBook,
    private readonly timers: ClockTimers,
    private readonly lights: OrderLights,
    private readonly facts: OrderFacts,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, acted) => this.acted(tx, acted));
  }

  private async acted(tx: Transaction, acted: OrderActed): Promise<void> {
    const { order, now } = acted;
    const changes = clockChanges(acted);
    if (changes.length === 0) {
      await this.facts.record(tx, order, undefined);
      return;
    }
    await useSettings(tx);
    const clocks = await this.repository.ofOrders(tx, [order.id]);
    checkReturnInTime(clocks, acted);
    const current = await this.book.current(tx);
    const context: ClockContext = {
      calendar: await this.calendars.in(tx),
      current,
      policyOf: await this.book.open(tx, [
        current.version,
        ...clocks.map(({ policyVersion }) => policyVersion),
      ]),
      order,
      now,
      newId: () => uuidv7(),
    };
    const changed = changeClocks(clocks, changes, context);
    const after = merge(clocks, changed);
    await this.repository.save(tx, changed);
    await this.timers.follow(tx, changed, context);
    if (clocks.some(isLit) && !after.some((clock) => isLit(clock) || isSupervised(clock)))
      await this.lights.dim(tx, order);
    await this.facts.record(tx, order, after);
  }
}

const isLit = ({ endedAt, light }: OrderClock): boolean => endedAt === null && light !== null;
const isSupervised = ({ endedAt, kind }: OrderClock): boolean => endedAt === null && kind === 'supervision';

function merge(clocks: readonly OrderClock[], changed: readonly OrderClock[]): OrderClock[] {
  return [...new Map([...clocks, ...changed].map((clock) => [clock.id, clock])).values()];
}

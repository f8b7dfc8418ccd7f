import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { CalendarService } from '../clocks/calendar.service';
import { OrderFacts } from '../order-rates/order-facts';
import { OrderLights } from '../work-orders/order-lights';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import { changeClocks, checkInTime, clockChanges, hasTimeLimit, type ClockChange } from './clock-changes';
import { isLit, keepsLight } from './clock-signals';
import { ClockTimers } from './clock-timers';
import type { OrderClock } from './order-clock.entity';
import { OrderClocksRepository } from './order-clocks.repository';
import { PolicyBook } from './policy-book';
import { useSettings } from './settings-lock';

interface Move {
  acted: OrderActed;
  changes: ClockChange[];
}

/** Does with the clocks of orders what each action means for them, in the actions' transaction. */
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

  private async acted(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    const moves = acted.map((one) => ({ acted: one, changes: clockChanges(one) }));
    const looksAt = (move: Move): boolean => move.changes.length > 0 || hasTimeLimit(move.acted);
    const still = moves.filter((move) => !looksAt(move));
    await this.facts.record(
      tx,
      still.map(({ acted: { order } }) => ({ order })),
    );
    await this.move(tx, moves.filter(looksAt));
  }

  private async move(tx: Transaction, moves: readonly Move[]): Promise<void> {
    if (moves.length === 0) return;
    await useSettings(tx);
    const known = await this.repository.ofOrders(
      tx,
      moves.map(({ acted }) => acted.order.id),
    );
    const current = await this.book.current(tx);
    const settings = {
      calendar: await this.calendars.in(tx),
      current,
      policyOf: await this.book.open(tx, [
        current.version,
        ...known.map(({ policyVersion }) => policyVersion),
      ]),
      newId: () => uuidv7(),
    };
    const moved = moves.map(({ acted, changes }) => {
      const { order, now } = acted;
      const before = known.filter(({ orderId }) => orderId === order.id);
      checkInTime(before, acted);
      const changed = changeClocks(before, changes, { ...settings, order, now });
      return { order, before, changed, clocks: merge(before, changed) };
    });
    const changed = moved.flatMap((one) => one.changed);
    await this.repository.save(tx, changed);
    await this.timers.follow(tx, changed, settings);
    const dimmed = moved.filter(({ before, clocks }) => before.some(isLit) && !keepsLight(clocks));
    await this.lights.dim(
      tx,
      dimmed.map(({ order }) => order),
    );
    await this.facts.record(tx, moved);
  }
}

function merge(clocks: readonly OrderClock[], changed: readonly OrderClock[]): OrderClock[] {
  return [...new Map([...clocks, ...changed].map((clock) => [clock.id, clock])).values()];
}

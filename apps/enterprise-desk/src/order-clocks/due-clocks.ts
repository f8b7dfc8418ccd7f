import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import type { Calendar } from '../clocks/calendar';
import { CalendarService } from '../clocks/calendar.service';
import { OrderLights } from '../work-orders/order-lights';
import { signalsOf } from './clock-changes';
import type { PacedPolicy } from './clock-pace';
import { lightAt, signalsDue, type ClockSignal } from './clock-signals';
import type { OrderClock } from './order-clock.entity';
import { OrderClocksRepository } from './order-clocks.repository';
import { PolicyBook } from './policy-book';

export interface LitClock {
  /** With its new light and level. */
  clock: OrderClock;
  due: ClockSignal[];
}

/** An order that somebody is acting on is looked at again so much later: its clocks may just be ending. */
const BUSY_RETRY_MS = 200;

/** Thousands of clocks run out at the same closing time: their signals are worked out once. */
function rememberSignals(policyOf: (version: number) => PacedPolicy, calendar: Calendar) {
  const known = new Map<string, ClockSignal[]>();
  return (clock: OrderClock): ClockSignal[] => {
    const { kind, hours, policyVersion, yellowAt, dueAt, startedAt } = clock;
    const policy = policyOf(policyVersion);
    const times = [yellowAt, dueAt, ...(policy.factor === 1 ? [] : [startedAt])].map((at) => at.getTime());
    const key = [kind, hours, policyVersion, ...times].join(' ');
    const signals = known.get(key) ?? signalsOf(clock, policy, calendar);
    known.set(key, signals);
    return signals;
  };
}

/** Finds which signals of some clocks are due. */
@Injectable()
export class DueClocks {
  constructor(
    private readonly repository: OrderClocksRepository,
    private readonly orders: OrderLights,
    private readonly calendars: CalendarService,
    private readonly book: PolicyBook,
  ) {}

  /** @returns the clocks that turn, and when to look at which clock again. */
  async take(
    tx: Transaction,
    clockIds: readonly string[],
    now: Date,
  ): Promise<{ lit: LitClock[]; next: { key: string; fireAt: Date }[] }> {
    // Never waits for an order: whoever acts on it may be waiting for the timer that fires here.
    const free = await this.orders.lockFree(tx, await this.repository.orderIdsOf(tx, clockIds));
    const clocks = (await this.repository.byIds(tx, clockIds)).filter(
      (clock) => !clock.endedAt && !clock.pausedAt,
    );
    const ready = clocks.filter(({ orderId }) => free.has(orderId));
    const calendar = await this.calendars.in(tx);
    const policyOf = await this.book.open(
      tx,
      ready.map(({ policyVersion }) => policyVersion),
    );
    const lit: LitClock[] = [];
    const next = clocks
      .filter(({ orderId }) => !free.has(orderId))
      .map(({ id: key }) => ({ key, fireAt: new Date(now.getTime() + BUSY_RETRY_MS) }));
    const signalsAt = rememberSignals(policyOf, calendar);
    for (const clock of ready) {
      const signals = signalsAt(clock);
      const { due, nextAt } = signalsDue(signals, clock.level, now);
      const level = due.at(-1)?.level ?? clock.level;
      if (due.length > 0) lit.push({ clock: { ...clock, level, light: lightAt(signals, level) }, due });
      if (nextAt) next.push({ key: clock.id, fireAt: nextAt });
    }
    return { lit, next };
  }
}

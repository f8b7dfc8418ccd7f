import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { TimersService } from '../timers/timers.service';
import { signalsOf, type ClockContext } from './clock-changes';
import type { OrderClock } from './order-clock.entity';

/** Keeps one timer per clock: at its next signal, none while it stands still or once it has ended. */
@Injectable()
export class ClockTimers {
  constructor(private readonly timers: TimersService) {}

  async follow(
    tx: Transaction,
    clocks: readonly OrderClock[],
    { calendar, policyOf }: Pick<ClockContext, 'calendar' | 'policyOf'>,
  ): Promise<void> {
    const next = clocks.map((clock) => {
      if (clock.endedAt || clock.pausedAt) return { key: clock.id, fireAt: null };
      const signals = signalsOf(clock, policyOf(clock.policyVersion), calendar);
      return { key: clock.id, fireAt: signals.find(({ level }) => level > clock.level)?.at ?? null };
    });
    const set = next.flatMap(({ key, fireAt }) => (fireAt ? [{ key, fireAt }] : []));
    const unset = next.flatMap(({ key, fireAt }) => (fireAt ? [] : [key]));
    await this.timers.setMany(tx, 'order-clock', set);
    await this.timers.cancel(tx, 'order-clock', ...unset);
  }
}

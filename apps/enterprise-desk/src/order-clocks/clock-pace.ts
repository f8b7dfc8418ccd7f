import type { ClockPolicy } from '#contracts';
import type { Calendar } from '../clocks/calendar';
import type { WorkingHours } from '../clocks/working-time';
import { clockSignals, type ClockSignal } from './clock-signals';
import { clockTimes, type ClockCourse, type ClockTimes } from './clock-times';
import type { OrderClock } from './order-clock.entity';

/** A policy with how many times as fast as in life its working time runs: 1 but in a demo. */
export interface PacedPolicy extends ClockPolicy {
  factor: number;
}

/** Farther ahead the calendar is not read. */
const FARTHEST_MS = 9 * 365 * 86_400_000;

/**
 * The calendar as a clock goes through it that runs faster than life, from its own start on: nothing but the course of
 * the clock is needed, so that a restart or another desk gives the same times.
 */
function pace(startedAt: Date, factor: number) {
  const start = startedAt.getTime();
  return {
    onCalendar: (at: Date): Date => new Date(start + Math.min((at.getTime() - start) * factor, FARTHEST_MS)),
    inLife: (at: Date): Date => new Date(start + Math.ceil((at.getTime() - start) / factor)),
  };
}

/** `clockTimes` at the pace of the policy. */
export function pacedTimes(
  calendar: Calendar,
  hours: WorkingHours,
  { startedAt, amount, steps }: ClockCourse,
  { yellowPercent, factor }: PacedPolicy,
): ClockTimes {
  const { onCalendar, inLife } = pace(startedAt, factor);
  const passed = steps.map((step) => ({ ...step, at: onCalendar(new Date(step.at)).toISOString() }));
  const times = clockTimes(calendar, hours, { startedAt, amount, steps: passed }, yellowPercent);
  return {
    provisional: times.provisional,
    dueAt: inLife(times.dueAt),
    yellowAt: inLife(times.yellowAt),
    firstDueAt: times.firstDueAt && inLife(times.firstDueAt),
    pausedAt: times.pausedAt && inLife(times.pausedAt),
  };
}

/** `clockSignals` at the pace of the policy. */
export function pacedSignals(
  calendar: Calendar,
  hours: WorkingHours,
  clock: Pick<OrderClock, 'kind' | 'startedAt' | 'yellowAt' | 'dueAt'>,
  { escalations, factor }: PacedPolicy,
): ClockSignal[] {
  const { onCalendar, inLife } = pace(clock.startedAt, factor);
  const times = { yellowAt: onCalendar(clock.yellowAt), dueAt: onCalendar(clock.dueAt) };
  return clockSignals(calendar, hours, clock.kind, times, escalations).map((signal) => ({
    ...signal,
    at: inLife(signal.at),
  }));
}

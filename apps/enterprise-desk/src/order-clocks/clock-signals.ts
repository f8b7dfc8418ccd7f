import type { ClockPolicy, OrderClockKind, OrderLight, SupervisionLevel } from '#contracts';
import type { Calendar } from '../clocks/calendar';
import { addWorkingTime, type WorkingHours } from '../clocks/working-time';
import type { ClockTimes } from './clock-times';
import type { OrderClock } from './order-clock.entity';

/** A moment at which somebody is told about a clock; `level` counts from 1 in the order of time. */
export interface ClockSignal {
  level: number;
  light: OrderLight;
  to: SupervisionLevel;
  at: Date;
}

/** A return that comes too late is refused; nobody is called for it. */
const SILENT: readonly OrderClockKind[] = ['return'];

/** Yellow before the deadline, red at it, then level by level: all the signals of a clock that nobody stops. */
export function clockSignals(
  calendar: Calendar,
  hours: WorkingHours,
  kind: OrderClockKind,
  { yellowAt, dueAt }: Pick<ClockTimes, 'yellowAt' | 'dueAt'>,
  escalations: ClockPolicy['escalations'],
): ClockSignal[] {
  if (SILENT.includes(kind)) return [];
  const reds = escalations
    .map(({ to, afterWorkingMinutes }) => ({
      light: 'red' as const,
      to,
      at: addWorkingTime(calendar, hours, dueAt, { workingMinutes: afterWorkingMinutes }).at,
    }))
    .sort((a, b) => a.at.getTime() - b.at.getTime());
  return [
    { light: 'yellow' as const, to: 'agency' as const, at: yellowAt < dueAt ? yellowAt : dueAt },
    { light: 'red' as const, to: 'agency' as const, at: dueAt },
    ...reds,
  ].map((signal, i) => ({ ...signal, level: i + 1 }));
}

/** What is to be told now, and when to look again. */
export function signalsDue(
  signals: readonly ClockSignal[],
  level: number,
  now: Date,
): { due: ClockSignal[]; nextAt: Date | null } {
  const ahead = signals.filter((signal) => signal.level > level);
  return {
    due: ahead.filter(({ at }) => at <= now),
    nextAt: ahead.find(({ at }) => at > now)?.at ?? null,
  };
}

/** The level that a clock keeps when its times move: a signal that lies ahead again is given again. */
export function levelKept(signals: readonly ClockSignal[], level: number, now: Date): number {
  return signals.filter((signal) => signal.level <= level && signal.at <= now).length;
}

type Shining = Pick<OrderClock, 'endedAt' | 'light' | 'kind'>;

export const isLit = ({ endedAt, light }: Shining): boolean => endedAt === null && light !== null;

/** Whether an order has a reason to show a light: a clock that is lit, or a supervision that somebody has to release. */
export const keepsLight = (clocks: readonly Shining[]): boolean =>
  clocks.some((clock) => isLit(clock) || (clock.endedAt === null && clock.kind === 'supervision'));

export function lightAt(signals: readonly ClockSignal[], level: number): OrderLight | null {
  return signals.find((signal) => signal.level === level)?.light ?? null;
}

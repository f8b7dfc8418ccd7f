import type { OrderClockKind, OrderStatus } from '#contracts';
import type { OrderFact } from './order-fact.entity';

/** What the rates need to know of a clock. */
export interface FactClock {
  kind: OrderClockKind;
  dueAt: Date;
  firstDueAt: Date | null;
  endedAt: Date | null;
  dropped: boolean;
  light: 'yellow' | 'red' | null;
}

export type ClockFacts = Pick<OrderFact, 'signedInTime' | 'contacted' | 'settledInTime' | 'extended'>;

const SETTLED: readonly OrderStatus[] = ['settled', 'archived'];

/** What the clocks of an order say, as far as it is decided. */
export function clockFacts(status: OrderStatus, clocks: readonly FactClock[]): ClockFacts {
  const of = (kind: OrderClockKind): FactClock[] => clocks.filter((clock) => clock.kind === kind);
  const met = (clock: FactClock): boolean => clock.endedAt !== null && !clock.dropped;
  const anyLate = (kind: OrderClockKind): boolean => of(kind).some(isLate);
  return {
    signedInTime: anyLate('sign') ? false : of('sign').some(met) ? true : null,
    contacted: of('first-contact').some(met) ? true : anyLate('first-contact') ? false : null,
    settledInTime: anyLate('handling')
      ? false
      : SETTLED.includes(status) && of('handling').some(met)
        ? true
        : null,
    extended: clocks.some(({ firstDueAt }) => firstDueAt !== null),
  };
}

/** Breached while it ran, or done after its deadline; what was dropped before its deadline is nobody's lateness. */
function isLate({ endedAt, dueAt, light, dropped }: FactClock): boolean {
  if (light === 'red') return true;
  return endedAt !== null && !dropped && endedAt > dueAt;
}

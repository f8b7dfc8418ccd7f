import type { OrderClockView, SupervisionView } from '#contracts';
import type { OrderClock } from './order-clock.entity';
import type { OrderSupervision } from './order-supervision.entity';

export const clockView = (clock: OrderClock): OrderClockView => ({
  kind: clock.kind,
  agencyCode: clock.agencyCode,
  startedAt: clock.startedAt.toISOString(),
  dueAt: clock.dueAt.toISOString(),
  firstDueAt: clock.firstDueAt?.toISOString() ?? null,
  provisional: clock.provisional,
  pausedAt: clock.pausedAt?.toISOString() ?? null,
  endedAt: clock.endedAt?.toISOString() ?? null,
  light: clock.light,
});

export const supervisionView = ({
  id,
  orderId,
  kind,
  agencyCode,
  light,
  to,
  dueAt,
  at,
}: OrderSupervision): SupervisionView => ({
  id,
  orderId,
  kind,
  agencyCode,
  light,
  to,
  dueAt: dueAt.toISOString(),
  at: at.toISOString(),
});

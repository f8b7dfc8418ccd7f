import { Injectable } from '@nestjs/common';
import type { Transaction } from '#database';
import { CalendarService } from '../clocks/calendar.service';
import { OrderLights } from '../work-orders/order-lights';
import { amountOf, chooseRule } from './choose-rule';
import { retimed, type ClockContext } from './clock-changes';
import { keepsLight } from './clock-signals';
import type { ClockAlterationRow } from './clock-alteration.entity';
import type { ClockRevision } from './clock-revision.entity';
import { ClockTimers } from './clock-timers';
import type { OrderClock } from './order-clock.entity';
import { OrderClocksRepository } from './order-clocks.repository';
import { PolicyBook } from './policy-book';

export interface RevisedBatch {
  examined: number;
  last: string | undefined;
  alterations: ClockAlterationRow[];
}

type Revising = Pick<ClockContext, 'calendar' | 'policyOf' | 'now'>;

/** Recomputes some running clocks under the calendar and, where it was asked for, the policy as they are now. */
@Injectable()
export class RevisionBatch {
  constructor(
    private readonly repository: OrderClocksRepository,
    private readonly orders: OrderLights,
    private readonly calendars: CalendarService,
    private readonly book: PolicyBook,
    private readonly timers: ClockTimers,
  ) {}

  async run(tx: Transaction, revision: ClockRevision, limit: number, now: Date): Promise<RevisedBatch> {
    const ids = (await this.repository.runningAfter(tx, revision.afterClock, limit)).map(({ id }) => id);
    // Whoever acts on an order changes its clocks under the order's lock: it is waited for, and its clocks read anew.
    const orders = await this.orders.lock(tx, await this.repository.orderIdsOf(tx, ids));
    const clocks = await this.repository.byIds(tx, ids);
    const context: Revising = {
      calendar: await this.calendars.in(tx),
      policyOf: await this.book.open(tx, [
        ...clocks.map(({ policyVersion }) => policyVersion),
        ...(revision.cause === 'policy' ? [revision.of] : []),
      ]),
      now,
    };
    const altered = clocks.flatMap((clock) => {
      if (clock.endedAt) return [];
      const order = orders.get(clock.orderId);
      const kept =
        revision.cause === 'policy' && order ? underPolicy(clock, order, revision.of, context) : clock;
      const next = retimed(kept, context);
      const same = next.dueAt.getTime() === clock.dueAt.getTime() && next.provisional === clock.provisional;
      return same && kept === clock ? [] : [{ clock, next, moved: !same }];
    });
    await this.repository.save(
      tx,
      altered.map(({ next }) => next),
    );
    await this.timers.follow(
      tx,
      altered.map(({ next }) => next),
      context,
    );
    await this.dim(
      tx,
      altered.flatMap(({ clock, next }) => (clock.light && !next.light ? clock.orderId : [])),
    );
    return {
      examined: ids.length,
      last: ids.at(-1),
      alterations: altered.flatMap(({ clock, next, moved }) =>
        moved ? [alterationOf(revision.id, clock, next)] : [],
      ),
    };
  }

  /** Orders that were lit by a clock that is not any more, unless by another one. */
  private async dim(tx: Transaction, orderIds: readonly string[]): Promise<void> {
    if (orderIds.length === 0) return;
    const clocks = await this.repository.ofOrders(tx, orderIds);
    const dark = [...new Set(orderIds)].filter(
      (id) => !keepsLight(clocks.filter(({ orderId }) => orderId === id)),
    );
    await this.orders.dim(
      tx,
      dark.map((id) => ({ id, supervision: null })),
    );
  }
}

/** The clock under another version of the policy; unchanged when that has no such clock. */
function underPolicy(
  clock: OrderClock,
  order: ClockContext['order'],
  version: number,
  { policyOf }: Revising,
): OrderClock {
  const rule = chooseRule(policyOf(version).rules, {
    ...order,
    clock: clock.kind,
    agencyCode: clock.agencyCode,
    second: clock.second,
  });
  return rule ? { ...clock, policyVersion: version, hours: rule.hours, amount: amountOf(rule) } : clock;
}

const alterationOf = (revisionId: string, clock: OrderClock, next: OrderClock): ClockAlterationRow => ({
  revisionId,
  clockId: clock.id,
  orderId: clock.orderId,
  kind: clock.kind,
  agencyCode: clock.agencyCode,
  oldDueAt: clock.dueAt,
  newDueAt: next.dueAt,
  provisional: next.provisional,
});

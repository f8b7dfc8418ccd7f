import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Transaction } from '#database';
import { Outbox } from '#outbox';
import { v7 as uuidv7 } from 'uuid';
import { LiveService } from '../live/live.service';
import { TimersService } from '../timers/timers.service';
import { OrderFacts } from '../order-rates/order-facts';
import { OrderLights } from '../work-orders/order-lights';
import type { ClockSignal } from './clock-signals';
import { supervisionView } from './clock-views';
import { DueClocks, type LitClock } from './due-clocks';
import type { OrderSupervision } from './order-supervision.entity';
import { OrderClocksRepository } from './order-clocks.repository';

/** Turns clocks yellow and red when it is time, and tells level by level: once, whichever desk is first. */
@Injectable()
export class SupervisionService implements OnModuleInit {
  constructor(
    private readonly repository: OrderClocksRepository,
    private readonly dueClocks: DueClocks,
    private readonly orders: OrderLights,
    private readonly timers: TimersService,
    private readonly facts: OrderFacts,
    private readonly outbox: Outbox,
    private readonly live: LiveService,
  ) {}

  onModuleInit(): void {
    this.timers.onMany('order-clock', (tx, clockIds, now) => this.look(tx, clockIds, now));
  }

  private async look(tx: Transaction, clockIds: string[], now: Date): Promise<void> {
    const { lit, next } = await this.dueClocks.take(tx, clockIds, now);
    await this.timers.setMany(tx, 'order-clock', next);
    if (lit.length === 0) return;
    const rows = lit.flatMap(({ clock, due }) => due.map((signal) => rowOf(clock, signal, now)));
    await this.repository.light(
      tx,
      lit.map(({ clock }) => clock),
    );
    await this.repository.addSupervisions(tx, rows);
    await this.orders.raise(
      tx,
      lit.map(({ clock }) => clock),
    );
    const late = lit.filter(({ clock }) => clock.light === 'red').map(({ clock }) => clock);
    await this.facts.markLate(tx, late);
    await this.outbox.addMany(
      tx,
      'desk.evt.order.supervised',
      rows.map(({ orderId, kind, agencyCode, light, to, dueAt }) => ({
        data: { orderId, kind, agencyCode, light, to, dueAt: dueAt.toISOString() },
      })),
    );
    for (const row of rows)
      this.live.boardAfter(tx, { type: 'order-supervised', supervision: supervisionView(row) });
  }
}

const rowOf = (clock: LitClock['clock'], { light, to }: ClockSignal, at: Date): OrderSupervision => ({
  id: uuidv7(),
  orderId: clock.orderId,
  clockId: clock.id,
  kind: clock.kind,
  agencyCode: clock.agencyCode,
  light,
  to,
  dueAt: clock.dueAt,
  at,
});

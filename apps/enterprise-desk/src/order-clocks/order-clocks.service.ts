import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type ListOrderClocks,
  type ListSupervisions,
  type OrderClockView,
  type Page,
  type RunningClock,
  type SupervisionView,
} from '#contracts';
import { decodeTimeCursor, pageSize, toPage, type Transaction } from '#database';
import { OrderViews } from '../work-orders/order-views';
import { clockView, supervisionView } from './clock-views';
import { OrderClocksRepository } from './order-clocks.repository';

/** What is to be read of clocks. */
@Injectable()
export class OrderClocksService implements OnModuleInit {
  constructor(
    private readonly repository: OrderClocksRepository,
    private readonly orderViews: OrderViews,
  ) {}

  onModuleInit(): void {
    this.orderViews.readClocksWith((tx, orderIds) => this.ofOrders(tx, orderIds));
  }

  /** The clocks of each order, in the order in which they started. */
  async ofOrders(
    tx: Transaction | undefined,
    orderIds: readonly string[],
  ): Promise<Map<string, OrderClockView[]>> {
    const views = new Map<string, OrderClockView[]>();
    if (orderIds.length === 0) return views;
    for (const clock of await this.repository.ofOrders(tx, orderIds)) {
      const known = views.get(clock.orderId);
      if (known) known.push(clockView(clock));
      else views.set(clock.orderId, [clockView(clock)]);
    }
    return views;
  }

  async listRunning(request: ListOrderClocks): Promise<Page<RunningClock>> {
    const limit = pageSize(request.limit);
    const rows = await this.repository.listRunning(request, decodeTimeCursor(request.cursor), limit + 1);
    return toPage(
      rows,
      limit,
      ({ dueAt, id }) => [dueAt.toISOString(), id],
      (clock) => ({ ...clockView(clock), orderId: clock.orderId }),
    );
  }

  async listSupervisions(request: ListSupervisions): Promise<Page<SupervisionView>> {
    const limit = pageSize(request.limit);
    const rows = await this.repository.listSupervisions(
      request.orderId,
      decodeTimeCursor(request.cursor),
      limit + 1,
    );
    return toPage(rows, limit, ({ at, id }) => [at.toISOString(), id], supervisionView);
  }
}

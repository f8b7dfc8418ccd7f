import { setTimeout as sleep } from 'node:timers/promises';
import type { OrderStatus, WorkOrderCreated, WorkOrderView } from '#contracts';
import type { Api } from '../../client/api';
import { AGENCIES } from '../../launcher/agencies';
import type { Case } from '../script';
import type { AgencySide } from './agency-side';
import type { Clerks } from './clerks';
import type { Clerk, PlayedOrder } from './played-order';
import { PLOTS, type Plot } from './plots';
import type { PushSide } from './push-side';

export interface DocketOptions {
  clerks: Clerks;
  /** Sees every order. */
  reader: Api;
  sides: readonly AgencySide[];
  /** The one that is down for a while. */
  push: PushSide;
  patienceMs: number;
  problems: string[];
}

const LOOK_EVERY_MS = 1_000;
const DOWN_MS = 8_000;
const TITLE_LENGTH = 60;
/** What is worth a line while it happens; the rest is in the counts. */
const NEWS: ReadonlySet<OrderStatus> = new Set(['returned', 'adjudicating', 'archived']);

/** Every order of the play, from the conversation that it comes from until it is archived. */
export class Docket {
  readonly orders: PlayedOrder[] = [];
  /** Told what is worth knowing while it happens. */
  news: (text: string) => void = () => undefined;
  private readonly endings = new Map<Case, Promise<void>>();
  private readonly casts = new Map<string, number>();
  private downed = false;
  private isDown = false;

  constructor(private readonly options: DocketOptions) {}

  /** A seat takes an order down that its conversation cannot solve. It goes its way; the seat need not wait. */
  async take(played: Case, takenBy: Clerk): Promise<PlayedOrder> {
    const plot = this.nextPlot(played.agencyCode);
    const { text } = played.request;
    const view = await takenBy.api.post<WorkOrderCreated>('/work-orders', {
      conversationId: played.conversationId,
      kind: plot.kind,
      title: text.slice(0, TITLE_LENGTH),
      description: text,
    });
    const order = { id: view.id, number: view.number, plot, played, takenBy, view };
    this.orders.push(order);
    const { problems } = this.options;
    this.endings.set(
      played,
      this.follow(order).catch((error: unknown) => {
        problems.push(`order ${order.number}: ${String(error)}`);
      }),
    );
    return order;
  }

  /** The order of the case, if it has one, is archived, or given up. */
  async over(played: Case): Promise<void> {
    await this.endings.get(played);
  }

  /** Where the orders stand, per agency, in one line. */
  standing(): string {
    const of = this.orders.length;
    const archived = this.orders.filter(({ view }) => view.status === 'archived').length;
    const late = this.orders.filter(({ view }) => view.supervision === 'red').length;
    const agencies = AGENCIES.map(({ code }) => {
      const counts = new Map<string, number>();
      for (const { view } of this.orders)
        if (leadOf(view) === code && view.status !== 'archived')
          counts.set(view.status, (counts.get(view.status) ?? 0) + 1);
      const state = [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || '–';
      return `${code}${code === this.options.push.code && this.isDown ? ' (down)' : ''} ${state}`;
    });
    return [...agencies, `red ${late}`, `archived ${archived} of ${of}`].join(' · ');
  }

  private nextPlot(agencyCode: string): Plot {
    const plots = PLOTS[agencyCode as keyof typeof PLOTS] ?? [];
    const cast = this.casts.get(agencyCode) ?? 0;
    this.casts.set(agencyCode, cast + 1);
    const plot = plots[cast % plots.length];
    if (!plot) throw new Error(`The play has no part for ${agencyCode}.`);
    return plot;
  }

  private async follow(order: PlayedOrder): Promise<void> {
    const { clerks, reader, patienceMs, problems } = this.options;
    await this.dispatch(order);
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
      const view = await reader.get<WorkOrderView>(`/work-orders/${order.id}`);
      this.tell(order, view);
      order.view = view;
      if (view.status === 'archived') return;
      await clerks.tend(order, view);
      await sleep(LOOK_EVERY_MS * (0.8 + Math.random() * 0.4));
    }
    const seconds = Math.round(patienceMs / 1000);
    problems.push(`order ${order.number} (${order.plot.name}) is ${order.view.status} after ${seconds} s`);
  }

  private async dispatch(order: PlayedOrder): Promise<void> {
    const { plot, played, view, takenBy } = order;
    await this.planAt(played.agencyCode, order.id, plot.plan);
    if (plot.second) await this.planAt(plot.second.agencyCode, order.id, plot.second.plan);
    if (plot.outage && !this.downed) await this.bringDown();
    order.view = await this.options.clerks.act(takenBy.api, view, 'dispatch');
    this.news(`${order.number} goes to ${leadOf(order.view) ?? '–'}`);
  }

  private async planAt(agencyCode: string, orderId: string, plan: Plot['plan']): Promise<void> {
    await this.options.sides.find(({ code }) => code === agencyCode)?.plan(orderId, plan);
  }

  private async bringDown(): Promise<void> {
    const { push, problems } = this.options;
    this.downed = true;
    await push.goDown(DOWN_MS);
    this.isDown = true;
    this.news(`the system of ${push.code} is down for ${DOWN_MS / 1000} s`);
    const rise = async (): Promise<void> => {
      do await sleep(LOOK_EVERY_MS);
      while (await push.isDown());
      this.isDown = false;
      this.news(`the system of ${push.code} is back`);
    };
    rise().catch((error: unknown) => problems.push(String(error)));
  }

  private tell({ number, view: before }: PlayedOrder, now: WorkOrderView): void {
    if (before.status !== now.status && NEWS.has(now.status))
      this.news(`${number} is ${now.status} at ${leadOf(now) ?? '–'}`);
    if (before.redos !== now.redos) this.news(`${number} is not solved: ${leadOf(now) ?? '–'} does it again`);
    if (before.extension?.state !== now.extension?.state)
      this.news(
        `${number}: an extension of ${now.extension?.workdays} working days is ${now.extension?.state}`,
      );
    if (before.supervision !== now.supervision)
      this.news(now.supervision ? `${number} has turned ${now.supervision}` : `${number} is released`);
  }
}

export const leadOf = ({ agencies }: WorkOrderView): string | undefined =>
  agencies.find(({ part }) => part === 'lead')?.agencyCode;

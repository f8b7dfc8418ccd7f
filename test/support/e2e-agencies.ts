import type {
  HandoverPage,
  HandoverView,
  NewAgencyKey,
  OrderAction,
  OrderHistory,
  WorkOrderCreated,
  WorkOrderView,
} from '#contracts';
import { Webhook } from 'standardwebhooks';
import { v7 as uuid } from 'uuid';
import { Api } from '../../tools/client/api';
import type { Received } from '../../tools/agency/agency-store';
import type { Town } from './e2e-town';
import { until } from './e2e-until';

interface Told {
  received: Received[];
  repeated: number;
}

/** The town's partner agencies, as their own people and systems see the desk. */
export class Agencies {
  private made = 0;

  constructor(readonly town: Town) {}

  /** A new order, dispatched to the agency that the directory names for the matter. */
  async order(matterCode: string, over: object = {}): Promise<WorkOrderCreated> {
    const seat = await this.town.as('chen.jing');
    const created = await seat.post<WorkOrderCreated>('/work-orders', {
      kind: 'help',
      matterCode,
      title: `诉求 ${(this.made += 1)}`,
      description: '请核实。',
      enterpriseName: `来电企业${this.made}有限公司`,
      phone: '13800138000',
      ...over,
    });
    await this.act(seat, created.id, 'dispatch');
    return created;
  }

  async act(api: Api, orderId: string, action: OrderAction, more: object = {}): Promise<WorkOrderView> {
    const { version } = await api.get<WorkOrderView>(`/work-orders/${orderId}`);
    return api.post<WorkOrderView>(`/work-orders/${orderId}/actions`, { action, version, ...more });
  }

  /** What has been done with the order, from its beginning. */
  async actions(orderId: string): Promise<string[]> {
    const overseer = await this.town.as('song.jie');
    const { items } = await overseer.get<OrderHistory>(`/work-orders/${orderId}/history`);
    return items.map(({ action }) => action);
  }

  async handovers(query: Record<string, string | number>): Promise<HandoverView[]> {
    const overseer = await this.town.as('song.jie');
    return (await overseer.get<HandoverPage>('/handovers', { limit: 200, ...query })).items;
  }

  /** The order's handover of the kind, once it is as far as is waited for. */
  handover(orderId: string, matches: (row: HandoverView) => boolean, kind = 'order'): Promise<HandoverView> {
    let seen: HandoverView[] = [];
    return until(
      async () => {
        seen = await this.handovers({ orderId });
        return seen.find((row) => row.kind === kind && matches(row));
      },
      () => `a handover "${kind}"; there are ${JSON.stringify(seen)}`,
      60_000,
    );
  }

  async reaches(orderId: string, status: string, patienceMs = 60_000): Promise<void> {
    const seat = await this.town.as('song.jie');
    let seen = '';
    await until(
      async () => {
        seen = (await seat.get<WorkOrderView>(`/work-orders/${orderId}`)).status;
        return seen === status;
      },
      () => `the order ${orderId} is ${status}; it is ${seen}`,
      patienceMs,
    );
  }

  /** A key of an agency, and the API as its holder. */
  async key(agencyCode: string, scopes: string[]): Promise<NewAgencyKey & { api: Api }> {
    const admin = await this.town.as('admin');
    const made = await admin.post<NewAgencyKey>('/agency-keys', { agencyCode, name: '业务系统', scopes });
    return { ...made, api: new Api(this.town.url()).as(made.key) };
  }

  /** Tells the reference system how to behave, and hears what it has. */
  async system(control: object = {}): Promise<Told> {
    const response = await fetch(`${this.town.suite.agencySystemUrl}/control`, {
      method: 'POST',
      body: JSON.stringify(control),
    });
    return (await response.json()) as Told;
  }

  /** A delivery in the name of SCJG's system; what is given replaces what would be right. */
  async deliver(
    event: object | string,
    {
      id = uuid(),
      at = new Date(),
      secret = this.town.suite.secrets.webhooks.SCJG.inbound,
      signature = '',
      timestamp = String(Math.floor(at.getTime() / 1000)),
    } = {},
  ): Promise<{ status: number; code?: string }> {
    const body = typeof event === 'string' ? event : JSON.stringify(event);
    const response = await fetch(`${this.town.url()}/api/v1/agency/webhooks/SCJG`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': signature || new Webhook(secret).sign(id, at, body),
      },
      body,
    });
    const { code } = (await response.json()) as { code?: string };
    return { status: response.status, ...(code ? { code } : {}) };
  }
}

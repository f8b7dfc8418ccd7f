import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkOrderCreated, WorkOrderView } from '#contracts';
import { Client } from 'pg';
import { Api } from '../../client/api';
import type { RunningSuite } from '../../launcher/suite';
import { latencyAtPace } from '../pace';
import { latencyOf, type Latency } from '../statistics';
import { ORDER } from './load';

export interface Reach {
  /** From the dispatch of an order to the agency's own system having taken it, ms. */
  latency: Latency;
  arrived: number;
  dispatched: number;
  /** One request to the gateway alone, at the same pace, ms. */
  httpRoundTrip: Latency;
}

const PACE = 20;
const PATIENCE_MS = 20_000;

/** Dispatches orders at a steady pace to the agency that is pushed to; its adapter and its system run. */
export async function measureReach(suite: RunningSuite, seconds: number): Promise<Reach> {
  const [url = ''] = suite.urls;
  const { token } = await new Api(url).signIn('chen.jing', suite.secrets.demo.password);
  const api = new Api(url).as(token);
  const httpRoundTrip = await latencyAtPace(seconds, PACE, async () => {
    await (await fetch(`${url}/health/live`)).text();
  });
  const sent = new Map<string, number>();
  await latencyAtPace(seconds, PACE, async () => {
    const order = await api.post<WorkOrderCreated>('/work-orders', ORDER);
    sent.set(order.id, Date.now());
    await api.post<WorkOrderView>(`/work-orders/${order.id}/actions`, { action: 'dispatch', version: 1 });
  });
  const client = new Client({ connectionString: suite.adminDatabaseUrl });
  await client.connect();
  try {
    const arrivals = await waitForArrivals(client, [...sent.keys()]);
    const taken = arrivals.map(({ id, at }) => at.getTime() - (sent.get(id) ?? 0));
    return { latency: latencyOf(taken), arrived: taken.length, dispatched: sent.size, httpRoundTrip };
  } finally {
    await client.end();
  }
}

/** When the adapter could tell the desk that the agency's system had answered. */
async function waitForArrivals(client: Client, ids: string[]): Promise<{ id: string; at: Date }[]> {
  for (const end = Date.now() + PATIENCE_MS; ; await sleep(200)) {
    const { rows } = await client.query<{ id: string; at: Date }>(
      `SELECT order_id AS id, delivered_at AS at FROM desk.handovers
        WHERE order_id = ANY($1) AND kind = 'order' AND delivered_at IS NOT NULL`,
      [ids],
    );
    if (rows.length === ids.length || Date.now() > end) return rows;
  }
}

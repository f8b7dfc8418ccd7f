import { setTimeout as sleep } from 'node:timers/promises';
import type {
  HandoverState,
  HandoverView,
  OrderHistoryEntry,
  SupervisionView,
  WorkOrderView,
} from '#contracts';
import type { Api } from '../../client/api';
import type { OrderRecord, PlayedOrder } from './played-order';

const ON_ITS_WAY: ReadonlySet<HandoverState> = new Set(['waiting', 'sent', 'available']);
/** How long what is still to be delivered may take, in ms: an agency that was down is tried again within a minute. */
const SETTLE_MS = 90_000;
const PAGE = 200;

/** Reads what the desk has on record of the orders, once the last handovers have been delivered. */
export async function readRecords(orders: readonly PlayedOrder[], overseer: Api): Promise<OrderRecord[]> {
  const deadline = Date.now() + SETTLE_MS;
  const records: OrderRecord[] = [];
  for (const order of orders) records.push(await readRecord(order, overseer, deadline));
  return records;
}

async function readRecord(order: PlayedOrder, overseer: Api, deadline: number): Promise<OrderRecord> {
  const { id } = order;
  let handovers = await list<HandoverView>(overseer, '/handovers', { orderId: id });
  while (handovers.some(({ state }) => ON_ITS_WAY.has(state)) && Date.now() < deadline) {
    await sleep(500);
    handovers = await list<HandoverView>(overseer, '/handovers', { orderId: id });
  }
  const view = await overseer.get<WorkOrderView>(`/work-orders/${id}`);
  const history = await list<OrderHistoryEntry>(overseer, `/work-orders/${id}/history`);
  const supervisions = await list<SupervisionView>(overseer, '/supervisions', { orderId: id });
  return { order, view, history, supervisions, handovers };
}

async function list<T>(overseer: Api, path: string, of: { orderId?: string } = {}): Promise<T[]> {
  const items: T[] = [];
  for await (const item of overseer.all<T>(path, { ...of, limit: PAGE })) items.push(item);
  return items;
}

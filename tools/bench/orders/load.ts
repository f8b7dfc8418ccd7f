import type { OrderAction, WorkOrderCreated, WorkOrderPage, WorkOrderView } from '#contracts';
import { encodeCursor } from '#database';
import { latencyOf, type Latency } from '../statistics';
import type { LeanApi } from './lean-api';
import type { Listing } from './listings';

export interface Load {
  count: number;
  perSecond: number;
  latency: Latency;
}

export const ORDER = {
  kind: 'help',
  matterCode: 'SCJG-01',
  title: '经营范围变更登记未通过',
  description: '系统提示材料不齐，企业认为已补齐，请核实并答复。',
  enterpriseName: '试验企业有限公司',
  phone: '13800138000',
};

/** `clients` at once, each one request after the other, until `seconds` are over or `next` has nothing left. */
async function closedLoop(
  clients: number,
  seconds: number,
  next: (n: number) => Promise<boolean>,
): Promise<Load> {
  const taken: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  let n = 0;
  const client = async (): Promise<void> => {
    while (performance.now() < end) {
      const began = performance.now();
      if (!(await next(n++))) return;
      taken.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const perSecond = taken.length / ((performance.now() - started) / 1000);
  return { count: taken.length, perSecond, latency: latencyOf(taken) };
}

/**
 * Orders taken down over HTTP: validated, numbered, with history, events and views; with `dispatch` also the directory, the
 * clocks and their timers, the ledger and what the agency is handed.
 */
export async function createOrders(api: LeanApi, clients: number, seconds: number, dispatch = false) {
  const orders: WorkOrderCreated[] = [];
  const load = await closedLoop(clients, seconds, async () => {
    orders.push(await api.post<WorkOrderCreated>('/work-orders', { ...ORDER, dispatch }));
    return true;
  });
  return { load, orders };
}

const WAY: { by: 'desk' | 'agency'; action: OrderAction; body?: object }[] = [
  { by: 'desk', action: 'dispatch' },
  { by: 'agency', action: 'sign' },
  { by: 'agency', action: 'first-contact', body: { text: '已联系企业' } },
];

/** Every order goes from draft to in progress: the directory, the agency's signature, the first contact. */
export function moveOrders(
  apis: { desk: LeanApi; agency: LeanApi },
  orders: readonly WorkOrderView[],
  clients: number,
  seconds: number,
): Promise<Load> {
  return closedLoop(clients, seconds, async (n) => {
    const step = WAY[Math.floor(n / orders.length)];
    const order = orders[n % orders.length];
    if (!step || !order) return false;
    const version = 1 + Math.floor(n / orders.length);
    const body = { action: step.action, version, ...step.body };
    await apis[step.by].post<WorkOrderView>(`/work-orders/${order.id}/actions`, body);
    return true;
  });
}

export function readList(api: LeanApi, { query }: Listing, clients: number, seconds: number): Promise<Load> {
  const { after, ...filter } = query;
  const wanted: Record<string, string> =
    after === undefined ? filter : { ...filter, cursor: encodeCursor([after]) };
  return closedLoop(clients, seconds, async () => {
    await api.get<WorkOrderPage>('/work-orders', wanted);
    return true;
  });
}

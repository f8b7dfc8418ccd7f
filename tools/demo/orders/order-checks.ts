import type { ReconciliationView, WorkOrderView } from '#contracts';
import type { Api } from '../../client/api';
import type { Theatre } from '../theatre';
import { orderAt, type AgencySide } from './agency-side';
import { compareSides } from './compare-sides';
import { leadOf } from './docket';
import { ORDER_EVENTS, type OrderEvent } from './order-events';
import type { OrderSummary } from './order-summary';
import type { OrderRecord } from './played-order';

/** Where the desk and an agency do not have the same, one line each. */
export async function disagreementsWith(
  side: AgencySide,
  records: readonly OrderRecord[],
): Promise<string[]> {
  const statuses = new Map<string, string>();
  for (const { view } of records)
    if (leadOf(view) === side.code) statuses.set(view.id, (await orderAt(side, view.id)).status);
  const { code, kind } = side;
  return compareSides(records, { code, kind, books: await side.books(), statuses });
}

/** The desk's own comparison with the books of an agency's system, which it repairs where they differ. */
export const reconcile = (lead: Api, agencyCode: string): Promise<ReconciliationView> =>
  lead.post<ReconciliationView>('/reconciliations', { agencyCode });

export function reconciliationProblems({
  agencyCode,
  missing,
  different,
  problem,
}: ReconciliationView): string[] {
  const found = missing + different;
  if (problem) return [`the books of ${agencyCode} cannot be read: ${problem}`];
  return found > 0
    ? [`the desk's reconciliation found ${found} handovers that ${agencyCode} does not have so`]
    : [];
}

/** A conversation that was to become an order has become one, and one only. */
export async function oncePerConversation({ stage, desk }: Theatre): Promise<string[]> {
  const problems: string[] = [];
  for (const { twist, conversationId, number } of stage.script.cases) {
    if (twist !== 'order' || !conversationId) continue;
    const { items } = await desk.overseer.get<{ items: WorkOrderView[] }>('/work-orders', { conversationId });
    if (items.length !== 1) problems.push(`conversation ${number} has become ${items.length} orders`);
  }
  return problems;
}

/** What was to happen in the play, and did not. */
export const missingEvents = ({ events }: OrderSummary): string[] =>
  (Object.keys(ORDER_EVENTS) as OrderEvent[])
    .filter((event) => events[event] === 0)
    .map((event) => `${ORDER_EVENTS[event]} should have happened, and did not`);

import type { HandoverState } from '#contracts';
import { DEED_ACTIONS } from '../../agency/manners';
import type { AgencyBooks } from './agency-side';
import type { OrderRecord } from './played-order';

/** One agency's side: its books, and how it sees the orders that it leads. */
export interface SideRecord {
  code: string;
  kind: string;
  books: AgencyBooks;
  /** Status by order id, as the agency reads it. */
  statuses: ReadonlyMap<string, string>;
}

/** What an agency of which the order was taken away need not have got. */
const SETTLED: ReadonlySet<HandoverState> = new Set(['delivered', 'withdrawn']);

/** Where the desk's books and those of an agency disagree, one line each. */
export function compareSides(records: readonly OrderRecord[], side: SideRecord): string[] {
  return records.flatMap((record) => [
    ...(side.kind === 'portal' ? unseen(record, side) : undelivered(record, side)),
    ...actsApart(record, side),
    ...statusApart(record, side),
  ]);
}

/** Every handover arrived exactly once, with the very bytes that the desk believes to have delivered. */
function undelivered({ order, handovers }: OrderRecord, { code, kind, books }: SideRecord): string[] {
  const ledger = handovers.filter(({ agencyCode }) => agencyCode === code);
  const arrived = books.received.filter(({ orderId }) => orderId === order.id);
  const say = (what: string): string => `${order.number}: ${what}`;
  return [
    ...ledger.flatMap((row) => {
      if (!SETTLED.has(row.state)) return say(`a handover "${row.kind}" to ${code} is still ${row.state}`);
      const copies = arrived.filter(({ handoverId }) => handoverId === row.id);
      const [copy] = copies;
      if (copies.length > 1) return say(`${code} has the handover "${row.kind}" ${copies.length} times`);
      if (!copy)
        return row.deliveredAt
          ? say(`${code} does not have the handover "${row.kind}" that the ledger calls delivered`)
          : [];
      const differs = kind === 'http-push' && row.deliveredDigest && row.deliveredDigest !== copy.digest;
      return differs ? say(`${code} has another handover "${row.kind}" than was delivered`) : [];
    }),
    ...arrived
      .filter(({ handoverId }) => !ledger.some(({ id }) => id === handoverId))
      .map((row) => say(`${code} has a handover "${row.kind}" that is not in the ledger`)),
  ];
}

/** Its people have seen every order that was given to them. */
function unseen({ order, handovers }: OrderRecord, { code, books }: SideRecord): string[] {
  const ledger = handovers.filter(({ agencyCode }) => agencyCode === code);
  const open = ledger.filter(({ state }) => !SETTLED.has(state));
  const given = ledger.some(({ kind }) => kind === 'order');
  const seen = books.received.filter(({ orderId }) => orderId === order.id).length;
  return [
    ...open.map(({ kind, state }) => `${order.number}: a handover "${kind}" to ${code} is still ${state}`),
    ...(seen === (given ? 1 : 0)
      ? []
      : [`${order.number}: the people of ${code} have seen it ${seen} times`]),
  ];
}

/** What the agency did and the desk took is in the order's history exactly once, in the same order. */
function actsApart({ order, history }: OrderRecord, { code, books }: SideRecord): string[] {
  const told = books.done
    .filter(({ orderId, taken }) => taken && orderId === order.id)
    .map(({ type }) => DEED_ACTIONS[type] ?? type);
  const recorded = history
    .filter(({ actorKind, agencyCode }) => actorKind === 'agency' && agencyCode === code)
    .map(({ action }) => action);
  return told.join() === recorded.join()
    ? []
    : [
        `${order.number}: ${code} did ${told.join(', ') || 'nothing'}, the desk has ${recorded.join(', ') || 'nothing'}`,
      ];
}

function statusApart({ order, view }: OrderRecord, { code, statuses }: SideRecord): string[] {
  const status = statuses.get(order.id);
  return status === undefined || status === view.status
    ? []
    : [`${order.number} is ${view.status} at the desk and ${status} at ${code}`];
}

import type { ListWorkOrders, OrderActorKind } from '#contracts';

/** Whose list it is: what may not be seen is not in it. */
export interface OrderScope {
  kind: OrderActorKind;
  /** Of a member of staff who does not oversee: sees confidential orders that name it. */
  viewerId?: string | undefined;
  /** Of an agency: its own orders. */
  agencyCode?: string | undefined;
  /** Of an enterprise: its own orders. */
  enterpriseId?: string | undefined;
}

export interface Query {
  text: string;
  values: unknown[];
}

const COLUMNS = {
  status: 'status',
  matterCode: 'matter_code',
  enterpriseId: 'enterprise_id',
  conversationId: 'conversation_id',
  parentId: 'parent_id',
  supervision: 'supervision',
} as const;

/** True for what a member of staff who does not oversee may see of `w`. */
export const namedOrOpen = (viewer: string): string =>
  `(w.confidential IS FALSE OR EXISTS
     (SELECT FROM order_viewers v WHERE v.order_id = w.id AND v.staff_id = ${viewer}))`;

/**
 * The ids of a page of orders, newest first. With an agency these are several scans, each by its own index and cut off at
 * the page's length: the orders that it leads, those in which it is a co-handler, and for itself those that it had and is
 * heard about in an adjudication.
 */
export function orderListQuery(
  filter: ListWorkOrders,
  scope: OrderScope,
  after: string | undefined,
  limit: number,
): Query {
  const values: unknown[] = [];
  const value = (one: unknown): string => `$${values.push(one)}`;
  const conditions = Object.entries(COLUMNS).flatMap(([field, column]) => {
    const wanted = filter[field as keyof typeof COLUMNS];
    return wanted === undefined ? [] : [`w.${column} = ${value(wanted)}`];
  });
  if (scope.enterpriseId) conditions.push(`w.enterprise_id = ${value(scope.enterpriseId)}`);
  if (scope.viewerId) conditions.push(namedOrOpen(value(scope.viewerId)));
  // An agency that asks for another agency's orders sees those in which both take part: none of the other's alone.
  const agencies = [...new Set([scope.agencyCode, filter.agencyCode])].filter((code) => code !== undefined);
  const [agencyCode, ...others] = agencies.map(value);
  for (const other of others) conditions.push(takesPart(other));
  const size = value(limit);
  const before = after === undefined ? undefined : value(after);
  const newest = (id: string, from: string, those: readonly string[]): string => {
    const all = before === undefined ? those : [...those, `${id} < ${before}`];
    return `SELECT ${id} AS id FROM ${from} WHERE ${all.join(' AND ') || 'true'} ORDER BY ${id} DESC LIMIT ${size}`;
  };
  if (agencyCode === undefined) return { text: newest('w.id', 'work_orders w', conditions), values };
  const led = newest('w.id', 'work_orders w', [...conditions, `w.agency_code = ${agencyCode}`]);
  const ofCoHandler = [...conditions, `a.agency_code = ${agencyCode}`, `a.part = 'co-handler'`];
  if (filter.status !== undefined) ofCoHandler.push(`a.order_status = ${value(filter.status)}`);
  // Joined only where the orders are looked at: the join may read all of them beside those few of the agency.
  const looksAt = conditions.length > 0 ? ' JOIN work_orders w ON w.id = a.order_id' : '';
  const helped = newest('a.order_id', `order_agencies a${looksAt}`, ofCoHandler);
  const arms = [led, helped];
  if (scope.agencyCode !== undefined && (filter.status ?? 'adjudicating') === 'adjudicating') {
    const heard = [...conditions, `a.agency_code = ${agencyCode}`, `a.part = 'former'`];
    arms.push(
      newest('a.order_id', `order_agencies a${looksAt}`, [...heard, `a.order_status = 'adjudicating'`]),
    );
  }
  return {
    text: `${arms.map((arm) => `(${arm})`).join(' UNION ALL ')} ORDER BY id DESC LIMIT ${size}`,
    values,
  };
}

const takesPart = (agencyCode: string): string =>
  `EXISTS (SELECT FROM order_agencies p WHERE p.order_id = w.id AND p.agency_code = ${agencyCode} AND p.part <> 'former')`;

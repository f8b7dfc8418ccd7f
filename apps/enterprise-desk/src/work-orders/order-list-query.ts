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
 * The ids of a page of orders, newest first. With an agency these are two scans, each by its own index and cut off at
 * the page's length: the orders that it leads, and those in which it is a co-handler.
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
  if (after !== undefined) conditions.push(`w.id < ${value(after)}`);
  if (scope.enterpriseId) conditions.push(`w.enterprise_id = ${value(scope.enterpriseId)}`);
  if (scope.viewerId) conditions.push(namedOrOpen(value(scope.viewerId)));
  // An agency that asks for another agency's orders sees those in which both take part: none of the other's alone.
  const agencies = [...new Set([scope.agencyCode, filter.agencyCode])].filter((code) => code !== undefined);
  const [agencyCode, ...others] = agencies.map(value);
  for (const other of others) conditions.push(takesPart(other));
  const size = value(limit);
  const where = (...more: string[]): string => [...conditions, ...more].join(' AND ') || 'true';
  if (agencyCode === undefined) {
    return {
      text: `SELECT w.id FROM work_orders w WHERE ${where()} ORDER BY w.id DESC LIMIT ${size}`,
      values,
    };
  }
  const led = `SELECT w.id FROM work_orders w
    WHERE ${where(`w.agency_code = ${agencyCode}`)} ORDER BY w.id DESC LIMIT ${size}`;
  const ofCoHandler = [`a.agency_code = ${agencyCode}`, `a.part = 'co-handler'`];
  if (filter.status !== undefined) ofCoHandler.push(`a.order_status = ${value(filter.status)}`);
  const helped = `SELECT w.id FROM order_agencies a JOIN work_orders w ON w.id = a.order_id
    WHERE ${where(...ofCoHandler)} ORDER BY a.order_id DESC LIMIT ${size}`;
  return { text: `(${led}) UNION ALL (${helped}) ORDER BY id DESC LIMIT ${size}`, values };
}

const takesPart = (agencyCode: string): string =>
  `EXISTS (SELECT FROM order_agencies p WHERE p.order_id = w.id AND p.agency_code = ${agencyCode} AND p.part <> 'former')`;

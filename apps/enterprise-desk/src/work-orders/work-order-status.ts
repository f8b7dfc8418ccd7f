import {
  AGENCY_ORDER_ACTIONS,
  ORDER_ACTIONS,
  ORDER_STATUSES,
  type AgencyOrderAction,
  type OrderAction,
  type OrderStatus,
} from '#contracts';

interface OrderTransition {
  from: readonly OrderStatus[];
  /** Where it may lead; the status stays when there is none. */
  to?: readonly OrderStatus[];
  /** While the order waits for the enterprise: not possible where nothing is said. */
  suspended?: 'too' | 'only';
}

/** Whatever is still to be settled. */
export const OPEN_ORDER_STATUSES: readonly OrderStatus[] = [
  'draft',
  'dispatched',
  'signed',
  'in-progress',
  'returned',
  'adjudicating',
  'replied',
  'following-up',
];

/** Nothing leads out of these: only a redo reopens, before an order is settled. */
export const FINAL_ORDER_STATUSES: readonly OrderStatus[] = ['archived', 'merged', 'withdrawn'];

/** An agency has it to handle. */
export const WITH_AGENCY: readonly OrderStatus[] = ['dispatched', 'signed', 'in-progress'];

/** What may be done with an order in which status, and where it leads: the desk, and the lead agency. */
export const ORDER_TRANSITIONS: Record<OrderAction, OrderTransition> = {
  dispatch: { from: ['draft'], to: ['dispatched'] },
  decline: { from: ['draft', 'returned', 'adjudicating'], to: ['declined'] },
  withdraw: { from: ['draft', 'dispatched'], to: ['withdrawn'], suspended: 'too' },
  merge: { from: ['draft', ...WITH_AGENCY], to: ['merged'], suspended: 'too' },
  split: { from: ['draft', ...WITH_AGENCY] },
  'add-co-handler': { from: WITH_AGENCY },
  'relieve-co-handler': { from: WITH_AGENCY },
  suspend: { from: WITH_AGENCY },
  resume: { from: WITH_AGENCY, suspended: 'only' },
  urge: { from: WITH_AGENCY },
  supervise: { from: OPEN_ORDER_STATUSES, suspended: 'too' },
  release: { from: OPEN_ORDER_STATUSES, suspended: 'too' },
  'accept-return': { from: ['returned'], to: ['dispatched'] },
  'refuse-return': { from: ['returned'], to: ['dispatched'] },
  reassign: { from: WITH_AGENCY, to: ['dispatched'] },
  rule: { from: ['adjudicating'], to: ['dispatched'] },
  'grant-extension': { from: ['signed', 'in-progress'] },
  'refuse-extension': { from: ['signed', 'in-progress'] },
  'accept-reply': { from: ['replied'], to: ['following-up'] },
  'refuse-reply': { from: ['replied'], to: ['in-progress'] },
  settle: { from: ['following-up'], to: ['settled'] },
  redo: { from: ['following-up'], to: ['in-progress'] },
  archive: { from: ['settled', 'declined'], to: ['archived'] },
  remark: { from: ORDER_STATUSES, suspended: 'too' },
  disclose: { from: ORDER_STATUSES, suspended: 'too' },
  withhold: { from: ORDER_STATUSES, suspended: 'too' },
  conceal: { from: ORDER_STATUSES, suspended: 'too' },
  reveal: { from: ORDER_STATUSES, suspended: 'too' },
  classify: { from: [...OPEN_ORDER_STATUSES, 'settled', 'declined'], suspended: 'too' },

  sign: { from: ['dispatched'], to: ['signed'] },
  return: { from: ['dispatched', 'signed'], to: ['returned', 'adjudicating'] },
  object: { from: ['dispatched', 'signed'], to: ['adjudicating'] },
  'state-position': { from: ['adjudicating'] },
  'first-contact': { from: ['signed', 'in-progress'], to: ['in-progress'] },
  'request-extension': { from: ['signed', 'in-progress'] },
  note: { from: [...WITH_AGENCY, 'adjudicating'], suspended: 'too' },
  reply: { from: ['in-progress'], to: ['replied'] },
};

/** What a co-handler does changes its own row and not the order's status. */
export const CO_HANDLER_ACTIONS: Partial<Record<AgencyOrderAction, readonly OrderStatus[]>> = {
  sign: WITH_AGENCY,
  'first-contact': WITH_AGENCY,
  note: WITH_AGENCY,
  reply: WITH_AGENCY,
  'state-position': ['adjudicating'],
};

/** Agencies that have had the order say in an adjudication what they think. */
export const FORMER_AGENCY_ACTIONS: readonly AgencyOrderAction[] = ['state-position'];

export const isAgencyAction = (action: OrderAction): action is AgencyOrderAction =>
  AGENCY_ORDER_ACTIONS.some((one) => one === action);

/**
 * Looks through the table once, at the start.
 * @throws Error naming a word it does not know, an action nobody can reach, a status without a way in or out.
 */
export function checkOrderTransitions(table: Record<string, OrderTransition> = ORDER_TRANSITIONS): void {
  const problems: string[] = [];
  const statuses: readonly string[] = ORDER_STATUSES;
  const entries = Object.entries(table);
  for (const [action, { from, to = [] }] of entries) {
    if (!ORDER_ACTIONS.some((one) => one === action)) problems.push(`no such action: ${action}`);
    for (const status of [...from, ...to])
      if (!statuses.includes(status)) problems.push(`${action}: no such status: ${status}`);
  }
  for (const action of ORDER_ACTIONS) if (!(action in table)) problems.push(`${action} is missing`);
  const reached = new Set<OrderStatus>(['draft']);
  for (let before = 0; before < reached.size;) {
    before = reached.size;
    for (const [, { from, to = [] }] of entries)
      if (from.some((status) => reached.has(status))) for (const status of to) reached.add(status);
  }
  for (const [action, { from }] of entries)
    if (!from.some((status) => reached.has(status))) problems.push(`${action} can never be done`);
  for (const status of ORDER_STATUSES) {
    const leadsOut = entries.some(
      ([, { from, to = [] }]) => from.includes(status) && to.some((next) => next !== status),
    );
    if (!reached.has(status)) problems.push(`${status} is never reached`);
    if (leadsOut === FINAL_ORDER_STATUSES.includes(status))
      problems.push(`${status} ${leadsOut ? 'is final and has a way out' : 'has no way out'}`);
  }
  if (problems.length > 0) throw new Error(`The table of work orders is wrong: ${problems.join('; ')}.`);
}

import type { HandoverKind, OrderAction, OrderStatus } from '#contracts';

export type Part = 'lead' | 'co-handler';

/** An agency that has been given an order; `relieved` when it has it no more. */
export interface Holder {
  agencyCode: string;
  part: Part;
  relieved?: boolean;
}

export interface OrderMove {
  action: OrderAction | 'create';
  /** After the action. */
  status: OrderStatus;
  /** The lead agency after the action. */
  lead: string | null;
  /** The agency that the action names. */
  named?: string | undefined;
}

export interface PlannedHandover {
  agencyCode: string;
  part: Part;
  kind: HandoverKind;
}

/** What every agency that holds the order is told. */
const TO_ALL: Partial<Record<OrderAction, HandoverKind>> = {
  urge: 'urged',
  supervise: 'supervised',
  suspend: 'suspended',
  resume: 'resumed',
  settle: 'settled',
  merge: 'withdrawn',
  withdraw: 'withdrawn',
  decline: 'withdrawn',
  conceal: 'confidentiality',
  reveal: 'confidentiality',
};

/** What the lead alone is told. */
const TO_LEAD: Partial<Record<OrderAction, HandoverKind>> = {
  'grant-extension': 'extension-decided',
  'refuse-extension': 'extension-decided',
  'refuse-return': 'return-refused',
  'accept-reply': 'reply-accepted',
  'refuse-reply': 'reply-refused',
  redo: 'redo',
};

const OPENS_ADJUDICATION: ReadonlySet<OrderMove['action']> = new Set(['return', 'object']);
const ASSIGNING: ReadonlySet<OrderMove['action']> = new Set([
  'create',
  'dispatch',
  'accept-return',
  'reassign',
  'rule',
]);

/** Whether it matters to an action which agencies hold the order. */
export const concernsHolders = (action: OrderMove['action'], status: OrderStatus): boolean =>
  ASSIGNING.has(action)
    ? status === 'dispatched'
    : action === 'relieve-co-handler' ||
      action in TO_ALL ||
      action in TO_LEAD ||
      (status === 'adjudicating' && OPENS_ADJUDICATION.has(action));

/** Who is to be told what of an action: one handover per agency. */
export function planHandovers(move: OrderMove, known: readonly Holder[]): PlannedHandover[] {
  const { action, status, lead, named } = move;
  const holders = known.filter(({ relieved }) => !relieved);
  if (ASSIGNING.has(action)) return status === 'dispatched' ? assign(lead, holders) : [];
  if (action === 'add-co-handler')
    return named ? [{ agencyCode: named, part: 'co-handler', kind: 'order' }] : [];
  if (action === 'relieve-co-handler')
    return holders.filter(({ agencyCode }) => agencyCode === named).map(tell('withdrawn'));
  const toAll = action === 'create' ? undefined : TO_ALL[action];
  if (toAll) return holders.map(tell(toAll));
  const toLead = action === 'create' ? undefined : TO_LEAD[action];
  if (toLead) return holders.filter(({ agencyCode }) => agencyCode === lead).map(tell(toLead));
  return status === 'adjudicating' && OPENS_ADJUDICATION.has(action) ? known.map(tell('position-asked')) : [];
}

/** The lead gets the order; who led it before is told that it has it no more. */
function assign(lead: string | null, holders: readonly Holder[]): PlannedHandover[] {
  if (!lead) return [];
  const leads = holders.filter(({ part }) => part === 'lead');
  const relieved = leads.filter(({ agencyCode }) => agencyCode !== lead).map(tell('withdrawn'));
  const kind = leads.length > relieved.length ? 'return-refused' : 'order';
  return [...relieved, { agencyCode: lead, part: 'lead', kind }];
}

const tell =
  (kind: HandoverKind) =>
  ({ agencyCode, part }: Holder): PlannedHandover => ({ agencyCode, part, kind });

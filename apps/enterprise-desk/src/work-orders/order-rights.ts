import { ORDER_ACTIONS, type OrderAction } from '#contracts';
import type { OrderActor } from './order-actor';
import type { OrderAgency } from './order-agency.entity';
import type { WorkOrder } from './work-order.entity';
import {
  CO_HANDLER_ACTIONS,
  FORMER_AGENCY_ACTIONS,
  isAgencyAction,
  ORDER_TRANSITIONS,
} from './work-order-status';

/** An order with the agencies that have or had a part in it. */
export interface OrderState {
  order: WorkOrder;
  agencies: readonly OrderAgency[];
}

const OVERSEEN: readonly OrderAction[] = ['rule', 'supervise', 'release', 'disclose', 'withhold', 'reveal'];
const ENTERPRISE: readonly OrderAction[] = ['settle', 'redo'];
/** Whoever took the order down judges neither how it was solved nor which agency is responsible. */
const NOT_BY_HANDLER: readonly OrderAction[] = ['settle', 'redo', 'rule'];

export const isCoHandler = ({ part }: Pick<OrderAgency, 'part'>): boolean => part === 'co-handler';

export const partOf = (actor: OrderActor, agencies: readonly OrderAgency[]): OrderAgency | undefined =>
  agencies.find(({ agencyCode }) => agencyCode === actor.agencyCode);

/** Whether the actor is one who may do this at all, whatever the order's status; says why not. */
export function refusedRight(
  action: OrderAction,
  actor: OrderActor,
  { order, agencies }: OrderState,
): string | undefined {
  if (actor.kind === 'agency') return refusedAgency(action, partOf(actor, agencies)?.part);
  if (isAgencyAction(action)) return `"${action}" is what an agency does.`;
  if (actor.kind === 'enterprise') {
    return ENTERPRISE.includes(action) ? undefined : `"${action}" is what the desk does.`;
  }
  if (actor.kind === 'desk') return undefined;
  if (OVERSEEN.includes(action) && !actor.oversees) return `"${action}" is for who oversees.`;
  if (action === 'conceal' && !actor.oversees && actor.id !== order.handlerId)
    return `"${action}" is for who took the order down and who oversees.`;
  if (NOT_BY_HANDLER.includes(action) && actor.id !== null && actor.id === order.handlerId)
    return `"${action}" is for somebody other than who took the order down.`;
  return undefined;
}

function refusedAgency(action: OrderAction, part: OrderAgency['part'] | undefined): string | undefined {
  if (!isAgencyAction(action)) return `"${action}" is what the desk does.`;
  if (part === 'lead') return undefined;
  if (part === 'co-handler' && action in CO_HANDLER_ACTIONS) return undefined;
  if (part === 'former' && FORMER_AGENCY_ACTIONS.includes(action)) return undefined;
  return `"${action}" is what the lead agency does.`;
}

/** Whether the order is in a state in which the actor's action is possible; says why not. */
export function refusedState(action: OrderAction, actor: OrderActor, state: OrderState): string | undefined {
  const { order, agencies } = state;
  const own = partOf(actor, agencies);
  const helps = actor.kind === 'agency' && own && isCoHandler(own) && isAgencyAction(action);
  const { suspended, from: usual } = ORDER_TRANSITIONS[action];
  const from = (helps ? CO_HANDLER_ACTIONS[action] : undefined) ?? usual;
  if (!from.includes(order.status)) return `"${action}" is not possible while the order is ${order.status}.`;
  if (order.suspended && suspended === undefined)
    return `"${action}" is not possible while the order waits for the enterprise.`;
  if (!order.suspended && suspended === 'only') return 'The order does not wait for the enterprise.';
  return helps ? refusedCoHandler(action, own) : refusedByCourse(action, state);
}

function refusedCoHandler(action: OrderAction, own: OrderAgency): string | undefined {
  if (action === 'sign') return own.signedAt ? 'The agency has signed for it already.' : undefined;
  const isSaid = action === 'note' || action === 'state-position';
  if (!isSaid && !own.signedAt) return 'The agency has to sign for it first.';
  if (action === 'reply' && own.repliedAt) return 'The agency has replied already.';
  return undefined;
}

/** What the order has been through. */
function refusedByCourse(action: OrderAction, { order, agencies }: OrderState): string | undefined {
  switch (action) {
    case 'relieve-co-handler':
      return agencies.some(isCoHandler) ? undefined : 'The order has no co-handler.';
    case 'release':
      return order.supervision ? undefined : 'The order is not supervised.';
    case 'withdraw':
      return agencies.some(({ part, signedAt }) => part !== 'former' && signedAt)
        ? 'An agency has signed for it already.'
        : undefined;
    case 'reassign':
    case 'return':
    case 'object':
      if (order.ruledAt) return 'It has been ruled which agency is responsible: the ruling binds.';
      return action === 'object' && !order.reassigned ? 'The order has not been reassigned.' : undefined;
    case 'request-extension':
      return order.extensionState ? 'An extension is asked for once.' : undefined;
    case 'grant-extension':
    case 'refuse-extension':
      return order.extensionState === 'requested' ? undefined : 'No extension waits for an answer.';
    case 'reply': {
      const missing = agencies.filter((row) => isCoHandler(row) && !row.repliedAt);
      return missing.length > 0
        ? `Co-handlers have not replied yet: ${missing.map(({ agencyCode }) => agencyCode).join(', ')}. The desk may relieve them.`
        : undefined;
    }
    case 'conceal':
      return order.confidential ? 'The order is confidential already.' : undefined;
    case 'disclose':
    case 'withhold':
    case 'reveal':
      return order.confidential ? undefined : 'The order is not confidential.';
    default:
      return undefined;
  }
}

/** What the actor may do with the order now. */
export const allowedActions = (actor: OrderActor, state: OrderState): OrderAction[] =>
  ORDER_ACTIONS.filter(
    (action) => !refusedRight(action, actor, state) && !refusedState(action, actor, state),
  );

import type { ActOnOrder, OrderStatus } from '#contracts';
import type { OrderActor } from './order-actor';
import type { OrderAgency } from './order-agency.entity';
import { partOf, type OrderState } from './order-rights';
import type { OrderPatch } from './work-order.entity';
import { OPEN_ORDER_STATUSES, ORDER_TRANSITIONS } from './work-order-status';

/** What an action makes of an order. */
export interface OrderEffect {
  status: OrderStatus;
  patch: OrderPatch;
  /** Rows of agencies that are new or changed. */
  agencies: OrderAgency[];
  /** For the history. */
  details: Record<string, unknown>;
}

export interface OrderDeed {
  request: ActOnOrder;
  actor: OrderActor;
  now: Date;
  /** Details that were looked up for it, such as which entry of the directory was used. */
  details?: Record<string, unknown>;
  /** Of whoever asked for it. */
  requestId?: string | undefined;
}

/** Returns a second time: the agencies disagree, somebody has to rule. */
const RETURNS_BEFORE_ADJUDICATION = 2;

/** An agency that takes an order over has not asked for an extension yet; one that has replied needs none. */
const NO_EXTENSION = { extensionState: null, extensionWorkdays: null, extensionReason: null };

const newPart = (orderId: string, agencyCode: string, part: OrderAgency['part']): OrderAgency => ({
  orderId,
  agencyCode,
  part,
  signedAt: null,
  contactedAt: null,
  repliedAt: null,
  orderStatus: null,
});

/** What the action does; whether it may be done has been checked. Nobody is pressed about an order that is closed. */
export function effectOf(state: OrderState, deed: OrderDeed): OrderEffect {
  const effect = courseOf(state, deed);
  if (OPEN_ORDER_STATUSES.includes(effect.status)) return effect;
  return { ...effect, patch: { ...effect.patch, supervision: null } };
}

function courseOf(state: OrderState, deed: OrderDeed): OrderEffect {
  const { order, agencies } = state;
  const { request, actor, now } = deed;
  const own = partOf(actor, agencies);
  const isCoHandler = actor.kind === 'agency' && own?.part === 'co-handler';
  const [to = order.status] = ORDER_TRANSITIONS[request.action].to ?? [];
  const effect: OrderEffect = {
    status: isCoHandler ? order.status : to,
    patch: {},
    agencies: own && actor.kind === 'agency' ? markOf(own, deed) : [],
    details: { ...detailsOf(request), ...deed.details },
  };
  switch (request.action) {
    case 'dispatch':
      return handTo(effect, state, request.agencyCode ?? '', {});
    case 'accept-return':
    case 'reassign':
      return handTo(effect, state, request.agencyCode ?? '', { reassigned: true, ...NO_EXTENSION });
    case 'rule':
      return handTo(effect, state, request.agencyCode ?? '', { ruledAt: now, ...NO_EXTENSION });
    case 'refuse-return':
      return handTo(effect, state, order.agencyCode ?? '', {});
    case 'decline':
      return {
        ...effect,
        patch: { declinedAs: request.reason ?? null, declinedText: request.text ?? null },
      };
    case 'withdraw':
      return { ...effect, patch: { suspended: false } };
    case 'merge':
      return { ...effect, patch: { mergedIntoId: request.otherOrderId ?? null, suspended: false } };
    case 'add-co-handler':
      return { ...effect, agencies: [newPart(order.id, request.agencyCode ?? '', 'co-handler')] };
    case 'relieve-co-handler':
      return {
        ...effect,
        agencies: agencies.filter((row) => row.agencyCode === request.agencyCode).map(relieved),
      };
    case 'suspend':
      return { ...effect, patch: { suspended: true } };
    case 'resume':
      return { ...effect, patch: { suspended: false } };
    case 'supervise':
      return {
        ...effect,
        patch: { supervision: order.supervision === 'red' ? 'red' : (request.light ?? 'yellow') },
      };
    case 'release':
      return { ...effect, patch: { supervision: null } };
    case 'return': {
      const returns = order.returns + 1;
      const status = returns < RETURNS_BEFORE_ADJUDICATION ? 'returned' : 'adjudicating';
      return { ...effect, status, patch: { returns } };
    }
    case 'conceal':
      return { ...effect, patch: { confidential: true } };
    case 'reveal':
      return { ...effect, patch: { confidential: false } };
    case 'classify': {
      const details = { ...effect.details, formerClassification: order.classification };
      return { ...effect, patch: { classification: request.classification ?? null }, details };
    }
    case 'request-extension':
      return {
        ...effect,
        patch: {
          extensionState: 'requested',
          extensionWorkdays: request.workdays ?? null,
          extensionReason: request.text ?? null,
        },
      };
    case 'grant-extension':
      return {
        ...effect,
        patch: { extensionState: 'granted', extensionWorkdays: request.workdays ?? order.extensionWorkdays },
      };
    case 'refuse-extension':
      return { ...effect, patch: { extensionState: 'refused' } };
    case 'accept-reply':
      return { ...effect, patch: order.extensionState === 'requested' ? NO_EXTENSION : {} };
    case 'refuse-reply':
      return { ...effect, agencies: leadAgain(agencies) };
    case 'redo':
      return { ...effect, patch: { redos: order.redos + 1 }, agencies: leadAgain(agencies) };
    default:
      return effect;
  }
}

/** The order goes to an agency, which has everything before it; who had it is relieved of it. */
function handTo(
  effect: OrderEffect,
  { order, agencies }: OrderState,
  agencyCode: string,
  patch: OrderPatch,
): OrderEffect {
  const before = agencies.filter((row) => row.part === 'lead' && row.agencyCode !== agencyCode);
  return {
    ...effect,
    patch: { ...patch, agencyCode },
    agencies: [...before.map(relieved), newPart(order.id, agencyCode, 'lead')],
    details: {
      ...effect.details,
      agencyCode,
      ...(order.agencyCode && order.agencyCode !== agencyCode ? { formerAgencyCode: order.agencyCode } : {}),
    },
  };
}

/** The agency has the order no more. */
const relieved = (row: OrderAgency): OrderAgency => ({ ...row, part: 'former' });

/** The lead has to reply again. */
const leadAgain = (agencies: readonly OrderAgency[]): OrderAgency[] =>
  agencies.filter(({ part }) => part === 'lead').map((row) => ({ ...row, repliedAt: null }));

/** When the agency did what its row keeps. */
function markOf(own: OrderAgency, { request, now }: OrderDeed): OrderAgency[] {
  switch (request.action) {
    case 'sign':
      return [{ ...own, signedAt: now }];
    case 'first-contact':
      return own.contactedAt ? [] : [{ ...own, contactedAt: now }];
    case 'reply':
      return [{ ...own, repliedAt: now }];
    default:
      return [];
  }
}

function detailsOf({
  grounds,
  attachmentIds,
  workdays,
  agencyCode,
  otherOrderId,
  head,
  light,
  staffIds,
  classification,
}: ActOnOrder) {
  const given = {
    grounds,
    attachmentIds,
    workdays,
    agencyCode,
    otherOrderId,
    head,
    light,
    staffIds,
    classification,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

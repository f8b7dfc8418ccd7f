import type { ConversationView, QueueView } from './desk/conversation';
import type { SupervisionView } from './desk/order-clock';
import type { OfferView } from './desk/routing';
import type { Entry, Mark, SystemCode } from './desk/message';
import type { SeatView } from './desk/seat';
import type { OrderStatus } from './desk/work-order';
import { mayDo, type Role } from './identity';

/**
 * What happens now, fanned out over core NATS and lost without harm: whoever misses something finds the gap in the
 * sequence, or is told by `resync`, and reads it from the desk.
 */
export interface ConversationNews {
  conversationId: string;
  entries?: Entry[];
  /** The state after the change. */
  conversation?: ConversationView;
  mark?: Mark;
  queue?: QueueView;
}

/** News for one person, wherever it is connected. */
export type PartyNews =
  | { type: 'joined'; conversationId: string }
  | { type: 'left'; conversationId: string }
  /** It has gone from one gateway; another one where it still is says so. */
  | { type: 'detached'; conversationId: string }
  | { type: 'offer'; offer: OfferView }
  | { type: 'offer-ended'; offerId: string; conversationId: string; outcome: OfferOutcome }
  | { type: 'invited'; conversation: ConversationView; comment: string | null }
  | { type: 'seat'; seat: SeatView }
  | { type: 'session-ended'; sessionId: string };

export type OfferOutcome = 'accepted' | 'declined' | 'expired' | 'returned' | 'cancelled';

/** News for everyone who oversees. */
export type BoardNews =
  | {
      type: 'first-reply-warning';
      conversationId: string;
      seatGroup: string;
      dueAt: string;
      seatId: string | null;
    }
  | {
      type: 'first-reply-breached';
      conversationId: string;
      seatGroup: string;
      dueAt: string;
      seatId: string | null;
    }
  | { type: 'queue-changed'; seatGroup: string; waiting: number }
  | { type: 'order-supervised'; supervision: SupervisionView }
  | { type: 'order-changed'; orderId: string; number: string; action: string; status: OrderStatus }
  | { type: 'order-repeated'; orderId: string; number: string; repeats: number };

export interface EndedSession {
  sessionId: string;
  /** Seconds since the epoch. */
  expiresAt: number;
}

export interface Typing {
  conversationId: string;
  partyId: string;
  name: string;
  kind: 'business' | 'staff';
}

/** A gateway has let in a request of an agency, which counts at the others, too. */
export interface AgencyRequest {
  /** Each gateway has an id of its own. */
  gateway: string;
  /** SHA-256 of the key, or the session or address. */
  who: string;
}

export const LIVE = {
  conversation: (id: string) => `desk.live.conversation.${id}`,
  party: (id: string) => `desk.live.party.${id}`,
  board: 'desk.live.board',
  /** A session has been signed out: its token, though not expired, is good for nothing any more. */
  sessionEnded: 'desk.live.session-ended',
  /** A desk has (re)started: what it committed last may not have been told. */
  resync: 'desk.live.resync',
  typing: (id: string) => `gateway.live.typing.${id}`,
  agencyRequest: 'gateway.live.agency-request',
  /** What fits an open conversation has changed: for the staff alone. */
  suggestions: (id: string) => `knowledge.live.suggestions.${id}`,
} as const;

const TELL_OF_ORDERS: readonly SystemCode[] = ['order-created', 'order-withdrawn', 'follow-up-asked'];

/**
 * What a reader may see of an entry: a business never sees a note or what became of it, nor that somebody looked on, nor
 * what the staff tell one another when they hand over; of a confidential order only those who oversee read. The place in
 * the sequence stays.
 */
export function visibleTo(role: Role, entry: Entry): Entry {
  const { sequence, kind, at, ofNote, system } = entry;
  const hidden: Entry = { sequence, kind: 'hidden', at };
  const isUnseen = system?.params['unseen'] === true;
  if (isUnseen && TELL_OF_ORDERS.includes(system.code) && !mayDo(role, 'oversee')) return hidden;
  if (role !== 'business') return entry;
  if (isUnseen || kind === 'note' || ofNote || system?.code === 'looked-on') return hidden;
  if (system?.params['comment'] === undefined) return entry;
  const params = Object.entries(system.params).filter(([name]) => name !== 'comment');
  return { ...entry, system: { ...system, params: Object.fromEntries(params) } };
}

/** A business sees neither observers nor the internals of the routing. */
export function conversationVisibleTo(role: Role, conversation: ConversationView): ConversationView {
  if (role !== 'business') return conversation;
  const seen = conversation.participants.filter((participant) => participant.kind !== 'observer');
  const seenIds = new Set(seen.map((participant) => participant.partyId));
  return {
    ...conversation,
    participants: seen,
    marks: conversation.marks.filter((mark) => seenIds.has(mark.partyId)),
  };
}

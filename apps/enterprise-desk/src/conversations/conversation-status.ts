import { AppError, type ConversationStatus, type RequestFrameType } from '#contracts';

export type ConversationAction =
  | 'accept'
  | 'transfer'
  | 'requeue'
  | 'invite'
  | 'look-on'
  | 'take-over'
  | 'resolve'
  | 'reopen'
  | 'rate'
  | 'abandon'
  | 'call-back'
  | 'defer'
  | 'close'
  | 'bot-offer'
  | 'bot-solve'
  | 'bot-fail';

interface Transition {
  from: readonly ConversationStatus[];
  /** The status stays when there is none. */
  to?: ConversationStatus;
  /** What asks for it; nobody can ask for the others. */
  frame?: RequestFrameType;
}

/** What may be done in which status, and where it leads. */
export const TRANSITIONS: Record<ConversationAction, Transition> = {
  accept: { from: ['waiting'], to: 'active', frame: 'accept' },
  transfer: { from: ['active'], to: 'waiting', frame: 'transfer' },
  requeue: { from: ['active'], to: 'waiting', frame: 'leave' },
  invite: { from: ['active'], frame: 'invite' },
  'look-on': { from: ['waiting', 'active'], frame: 'look-on' },
  'take-over': { from: ['waiting', 'active'], to: 'active', frame: 'take-over' },
  resolve: { from: ['active'], to: 'resolved', frame: 'resolve' },
  reopen: { from: ['resolved'], to: 'waiting', frame: 'reopen' },
  rate: { from: ['resolved'], frame: 'rate' },
  abandon: { from: ['waiting'], to: 'abandoned', frame: 'leave' },
  'call-back': { from: ['waiting', 'abandoned', 'deferred', 'closed'], to: 'deferred', frame: 'call-back' },
  defer: { from: ['waiting'], to: 'deferred' },
  close: { from: ['deferred'], to: 'closed' },
  'bot-offer': { from: ['waiting', 'deferred'] },
  'bot-solve': { from: ['waiting', 'deferred'], to: 'resolved', frame: 'bot-verdict' },
  'bot-fail': { from: ['waiting', 'active', 'deferred'], frame: 'bot-verdict' },
};

/** The actions that a status allows. */
export const actionsFrom = (status: ConversationStatus): ConversationAction[] =>
  (Object.keys(TRANSITIONS) as ConversationAction[]).filter((action) =>
    TRANSITIONS[action].from.includes(status),
  );

/** @throws AppError INVALID_STATE naming the status, what was asked for and what may be instead. */
export function transition(action: ConversationAction, status: ConversationStatus): ConversationStatus {
  const { from, to = status, frame = action } = TRANSITIONS[action];
  if (from.includes(status)) return to;
  const allowed = new Set(actionsFrom(status).flatMap((other) => TRANSITIONS[other].frame ?? []));
  throw new AppError('INVALID_STATE', `"${frame}" is not possible while the conversation is ${status}.`, {
    status,
    action: frame,
    allowed: [...allowed],
  });
}

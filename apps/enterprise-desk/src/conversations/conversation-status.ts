import { AppError, type ConversationStatus } from '#contracts';

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
  | 'bot-offer'
  | 'bot-solve'
  | 'bot-fail';

interface Transition {
  from: readonly ConversationStatus[];
  /** The status stays when there is none. */
  to?: ConversationStatus;
}

/** What may be done in which status, and where it leads. */
export const TRANSITIONS: Record<ConversationAction, Transition> = {
  accept: { from: ['waiting'], to: 'active' },
  transfer: { from: ['active'], to: 'waiting' },
  requeue: { from: ['active'], to: 'waiting' },
  invite: { from: ['active'] },
  'look-on': { from: ['waiting', 'active'] },
  'take-over': { from: ['waiting', 'active'], to: 'active' },
  resolve: { from: ['active'], to: 'resolved' },
  reopen: { from: ['resolved'], to: 'waiting' },
  rate: { from: ['resolved'] },
  abandon: { from: ['waiting'], to: 'abandoned' },
  'call-back': { from: ['waiting', 'abandoned', 'deferred'], to: 'deferred' },
  defer: { from: ['waiting'], to: 'deferred' },
  'bot-offer': { from: ['waiting', 'deferred'] },
  'bot-solve': { from: ['waiting', 'deferred'], to: 'resolved' },
  'bot-fail': { from: ['waiting', 'active', 'deferred'] },
};

/** The actions that a status allows. */
export const actionsFrom = (status: ConversationStatus): ConversationAction[] =>
  (Object.keys(TRANSITIONS) as ConversationAction[]).filter((action) =>
    TRANSITIONS[action].from.includes(status),
  );

/** @throws AppError INVALID_STATE naming the status, the action and what is allowed instead. */
export function transition(action: ConversationAction, status: ConversationStatus): ConversationStatus {
  const { from, to = status } = TRANSITIONS[action];
  if (from.includes(status)) return to;
  throw new AppError('INVALID_STATE', `"${action}" is not possible while the conversation is ${status}.`, {
    status,
    action,
    allowed: actionsFrom(status),
  });
}

import type { OrderRecord } from './played-order';

/** What a whole play has at least one of. */
export const ORDER_EVENTS = {
  outage: 'an agency down and back',
  return: 'a return',
  adjudication: 'an adjudication',
  extension: 'an extension',
  breach: 'a breach',
  supervision: 'a supervision',
  'refused reply': 'a reply sent back',
  'follow-up': 'a follow-up',
  redo: 'a redo',
} as const;
export type OrderEvent = keyof typeof ORDER_EVENTS;

/** What has happened to an order, as the server has it on record. */
export function eventsOf({ history, supervisions, handovers }: OrderRecord): OrderEvent[] {
  const did = (...actions: string[]): boolean => history.some(({ action }) => actions.includes(action));
  const happened: Record<OrderEvent, boolean> = {
    outage: handovers.some(({ attempts, deliveredAt }) => attempts > 0 && deliveredAt !== null),
    return: did('return'),
    adjudication: did('rule'),
    extension: did('grant-extension'),
    breach: supervisions.some(({ kind, light }) => kind === 'handling' && light === 'red'),
    supervision: did('supervise'),
    'refused reply': did('refuse-reply'),
    'follow-up': did('settle', 'redo'),
    redo: did('redo'),
  };
  return (Object.keys(ORDER_EVENTS) as OrderEvent[]).filter((event) => happened[event]);
}

import type { ConversationStatus } from '#contracts';

/** A conversation as the bot looks at it. */
export interface Waiting {
  status: ConversationStatus;
  /** The last sequence before the present waiting; 0 in the first. */
  waitingAfter: number;
  /** Of the last offer of the bot. */
  botSequence: number | null;
}

/** Nobody is there. It waits anew each time it was reopened or given back to the queue. */
export const isUnattended = ({ status }: Pick<Waiting, 'status'>): boolean =>
  status === 'waiting' || status === 'deferred';

/** The last offer was made in the present waiting: nobody has taken over since. */
export const hasOffered = ({ waitingAfter, botSequence }: Omit<Waiting, 'status'>): boolean =>
  botSequence !== null && botSequence > waitingAfter;

/** Once per waiting, while nobody is there. */
export const mayOffer = (waiting: Waiting): boolean => isUnattended(waiting) && !hasOffered(waiting);

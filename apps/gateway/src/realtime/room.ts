import type { ConversationView } from '#contracts';
import type { Subscription } from 'nats';
import type { View } from './view';

/** One conversation with viewers on this gateway. */
export class Room {
  readonly views = new Set<View>();
  /** Resolves once the server knows of the subscription: what happens from then on is heard. */
  heard: Promise<void> = Promise.resolve();
  /** The parties that a business sees. */
  seen: ReadonlySet<string> = new Set();

  constructor(readonly subscription: Subscription) {}

  noteState({ participants }: ConversationView): void {
    this.seen = new Set(participants.filter(({ kind }) => kind !== 'observer').map(({ partyId }) => partyId));
  }
}

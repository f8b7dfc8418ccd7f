import { AppError, type Identity } from '#contracts';
import type { Conversation } from './conversation.entity';

/** @throws AppError FORBIDDEN for who does not serve the conversation. */
export function checkServes(identity: Identity, { seatId }: Conversation): void {
  if (seatId !== identity.partyId) throw new AppError('FORBIDDEN', 'Somebody else serves this conversation.');
}

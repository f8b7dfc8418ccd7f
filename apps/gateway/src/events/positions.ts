import { Hello, validate, type LastSeen } from '#contracts';

/**
 * Reads `id:lastSequence,…`, what the client of an event stream has already.
 * @throws AppError INVALID_ARGUMENT
 */
export function readPositions(text: string | undefined): LastSeen[] {
  const conversations = (text ?? '')
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [conversationId, lastSequence] = part.split(':');
      return { conversationId, lastSequence: Number(lastSequence) };
    });
  return validate(Hello, { token: '', conversations }, 'refuse').conversations ?? [];
}

import {
  AppError,
  mayDo,
  type ConversationStatus,
  type Identity,
  type ParticipantKind,
  type SendMessage,
} from '#contracts';

/** What decides whether somebody may read or write a conversation. */
export interface Access {
  status: ConversationStatus;
  enterpriseId: string;
  /** The caller's part in it, now or before. */
  participant: ParticipantKind | null;
  /** Whether the caller has joined and not left. */
  present: boolean;
  /** Whether the caller serves the enterprise at the moment, in this conversation or another. */
  serves?: boolean;
}

const WRITABLE: readonly ConversationStatus[] = ['waiting', 'active', 'deferred'];

/** What may be done once a conversation has ended, where it is not to open a new one alone. */
const INSTEAD: Partial<Record<ConversationStatus, readonly string[]>> = {
  resolved: ['reopen', 'rate'],
  closed: ['call-back', 'open'],
};

/**
 * Representatives see their enterprise's conversations, staff those they are or were in and, while they serve an
 * enterprise, its others; who oversees sees all.
 * Somebody else's conversation looks as if it did not exist.
 * @throws AppError NOT_FOUND
 */
export function checkMayRead(identity: Identity, access: Access | undefined): asserts access is Access {
  const allowed =
    access !== undefined &&
    (access.participant !== null ||
      access.enterpriseId === identity.enterpriseId ||
      access.serves ||
      mayDo(identity.role, 'oversee'));
  if (!allowed) throw new AppError('NOT_FOUND', 'No such conversation.');
}

/** @throws AppError NOT_FOUND, FORBIDDEN for who only looks on, INVALID_STATE when the conversation has ended. */
export function checkMayWrite(
  identity: Identity,
  access: Access | undefined,
  kind: SendMessage['kind'],
): void {
  checkMayRead(identity, access);
  if (identity.role === 'business' && kind === 'note') {
    throw new AppError('FORBIDDEN', 'Notes are for the staff.');
  }
  const mayNote = kind === 'note' && access.participant !== null;
  if (!mayNote && (!access.present || access.participant === 'observer')) {
    throw new AppError('FORBIDDEN', 'You are not taking part in this conversation.');
  }
  if (!WRITABLE.includes(access.status) && kind !== 'note') {
    throw new AppError('INVALID_STATE', `The conversation is ${access.status}.`, {
      status: access.status,
      allowed: INSTEAD[access.status] ?? ['open'],
    });
  }
}

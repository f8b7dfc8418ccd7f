import { Injectable } from '@nestjs/common';
import { AppError, type Entry, type Identity, type MessageAck, type SendMessage } from '#contracts';
import { sqlState } from '#database';
import { checkMayWrite, type Access } from './access';
import { EntriesRepository, type NewEntry, type Placed, type SendContext } from './entries.repository';
import { EntryNews, type EntryTold } from './entry-news';

interface Sending {
  identity: Identity;
  message: SendMessage;
  entry: NewEntry;
  resolve: (ack: MessageAck) => void;
  reject: (error: unknown) => void;
}

const MAX_BATCH = 500;
const MAX_WAITING = 10_000;

/**
 * The hot path of the chat. While one batch is being committed the next one gathers, so that a busy desk commits many
 * messages at once and a quiet one commits each at once. One statement per batch, whatever its size, stores what nothing
 * speaks against; the rest (notes, repeated or refused) is looked at and decided. A message is acknowledged after its
 * commit and not before.
 */
@Injectable()
export class MessageWriter {
  private waiting: Sending[] = [];
  private busy = false;

  constructor(
    private readonly repository: EntriesRepository,
    private readonly news: EntryNews,
  ) {}

  /** @throws AppError as `checkMayWrite`, or UNAVAILABLE when too many messages wait or PostgreSQL does not answer. */
  send(identity: Identity, message: SendMessage): Promise<MessageAck> {
    if (this.waiting.length >= MAX_WAITING) {
      return Promise.reject(new AppError('UNAVAILABLE', 'Too many messages at once. Send it again shortly.'));
    }
    return new Promise((resolve, reject) => {
      this.waiting.push({ identity, message, entry: newEntry(identity, message), resolve, reject });
      if (!this.busy) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) await this.write(this.takeBatch());
    this.busy = false;
  }

  /** At most one of several copies of a message, so that the later ones find the first stored. */
  private takeBatch(): Sending[] {
    const taken = new Set<string>();
    const batch: Sending[] = [];
    const rest: Sending[] = [];
    for (const sending of this.waiting) {
      const { conversationId, clientMessageId } = sending.message;
      const key = `${conversationId} ${sending.identity.partyId} ${clientMessageId}`;
      if (batch.length < MAX_BATCH && !taken.has(key)) batch.push(sending);
      else rest.push(sending);
      taken.add(key);
    }
    this.waiting = rest;
    return batch;
  }

  private async write(batch: Sending[]): Promise<void> {
    try {
      const others = this.settle(batch, await this.repository.appendPlain(batch.map(({ entry }) => entry)));
      if (others.length > 0) await this.writeChecked(others);
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(refusal(error));
      else if (isConnectionFailure(error)) for (const sending of batch) sending.reject(refusal(error));
      // One message that PostgreSQL refuses must not take the others with it.
      else for (const sending of batch) await this.write([sending]);
    }
  }

  private async writeChecked(batch: Sending[]): Promise<void> {
    const contexts = await this.repository.sendContexts(
      batch.map(({ identity, message }) => ({ ...message, partyId: identity.partyId })),
    );
    const allowed = batch.filter((sending, i) => isAllowed(sending, contexts[i]));
    if (allowed.length === 0) return;
    const ended = this.settle(allowed, await this.repository.appendAtOnce(allowed.map(({ entry }) => entry)));
    for (const { reject } of ended) reject(new AppError('INVALID_STATE', 'The conversation has just ended.'));
  }

  /** Acknowledges and tells what has its place; returns what has none. */
  private settle(batch: Sending[], placed: Placed[]): Sending[] {
    const places = new Map(placed.map((place) => [place.i, place]));
    const told: EntryTold[] = [];
    const left = batch.filter(({ message, entry, resolve }, i) => {
      const place = places.get(i);
      if (!place) return true;
      resolve(ackOf(message, place.sequence, place.at, false));
      told.push(toldOf(entry, place));
      return false;
    });
    this.news.tell(told);
    return left;
  }
}

/** Settles what needs no write: what was stored before, and what its sender may not send. */
function isAllowed(
  { identity, message, resolve, reject }: Sending,
  context: SendContext | undefined,
): boolean {
  try {
    if (context?.sequence && context.at) {
      resolve(ackOf(message, context.sequence, context.at, true));
      return false;
    }
    checkMayWrite(identity, context && accessOf(context), message.kind);
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}

const accessOf = ({ status, enterprise_id, participant, present }: SendContext): Access | undefined =>
  status && enterprise_id ? { status, enterpriseId: enterprise_id, participant, present } : undefined;

export const newEntry = (identity: Identity, message: SendMessage): NewEntry => {
  const isStaff = identity.role !== 'business';
  return {
    conversationId: message.conversationId,
    kind: message.kind,
    senderKind: isStaff ? 'staff' : 'business',
    senderId: identity.partyId,
    senderName: identity.name,
    clientMessageId: message.clientMessageId,
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.card === undefined ? {} : { card: message.card }),
    isReply: isStaff && message.kind !== 'note',
    afterEnd: message.kind === 'note',
  };
};

export const toldOf = (entry: NewEntry, place: Placed): EntryTold => ({
  conversationId: entry.conversationId,
  entry: entryOf(entry, place),
  firstReply: place.first_reply,
  unattended: place.unattended,
});

const entryOf = (entry: NewEntry, { sequence, at }: Placed): Entry => ({
  sequence,
  kind: entry.kind,
  at: at.toISOString(),
  sender: {
    kind: entry.senderKind,
    ...(entry.senderId ? { id: entry.senderId } : {}),
    ...(entry.senderName ? { name: entry.senderName } : {}),
  },
  ...(entry.clientMessageId ? { clientMessageId: entry.clientMessageId } : {}),
  ...(entry.text === undefined ? {} : { text: entry.text }),
  ...(entry.card === undefined ? {} : { card: entry.card }),
  ...(entry.target === undefined ? {} : { target: entry.target }),
  ...(entry.ofNote ? { ofNote: true } : {}),
  ...(entry.system === undefined ? {} : { system: entry.system }),
});

export const ackOf = (
  { conversationId, clientMessageId }: { conversationId: string; clientMessageId: string },
  sequence: number,
  at: Date,
  repeated: boolean,
): MessageAck => ({ conversationId, clientMessageId, sequence, at: at.toISOString(), repeated });

/** SQLSTATE classes 08, 53, 57, and failures that never reached the server. */
const isConnectionFailure = (error: unknown): boolean => /^(08|53|57|E[A-Z]+)/.test(sqlState(error) ?? 'E');

function refusal(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (sqlState(cause) === '22021' || sqlState(cause) === '22P05') {
    return new AppError('INVALID_ARGUMENT', 'The text holds a character that cannot be stored.', {
      fields: [{ field: 'text', problem: 'holds the character U+0000' }],
    });
  }
  return new AppError('UNAVAILABLE', 'The message could not be stored. Send it again.', undefined, { cause });
}

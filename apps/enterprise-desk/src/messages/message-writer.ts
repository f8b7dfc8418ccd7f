import { Injectable } from '@nestjs/common';
import { AppError, type Entry, type Identity, type MessageAck, type SendMessage } from '#contracts';
import { Batcher, sqlState, type Waiting } from '#database';
import { checkMayWrite, type Access } from './access';
import { EntriesRepository, type NewEntry, type Placed, type SendContext } from './entries.repository';
import { EntryNews, type EntryTold } from './entry-news';

interface NewMessage {
  identity: Identity;
  message: SendMessage;
  entry: NewEntry;
}
type Sending = Waiting<NewMessage, MessageAck>;

/**
 * The hot path of the chat. One statement per batch, whatever its size, stores what nothing speaks against; the rest
 * (notes, repeated or refused) is looked at and decided. A message is acknowledged after its commit and not before.
 */
@Injectable()
export class MessageWriter {
  private readonly batches = new Batcher<NewMessage, MessageAck>({
    write: (batch) => this.write(batch),
    // At most one of several copies of a message, so that the later ones find the first stored.
    keyOf: ({ identity, message }) =>
      `${message.conversationId} ${identity.partyId} ${message.clientMessageId}`,
  });

  constructor(
    private readonly repository: EntriesRepository,
    private readonly news: EntryNews,
  ) {}

  /** @throws AppError as `checkMayWrite`, or UNAVAILABLE when too many messages wait or PostgreSQL does not answer. */
  async send(identity: Identity, message: SendMessage): Promise<MessageAck> {
    try {
      return await this.batches.add({ identity, message, entry: newEntry(identity, message) });
    } catch (error) {
      throw refusal(error);
    }
  }

  private async write(batch: Sending[]): Promise<void> {
    const others = this.settle(batch, await this.repository.appendPlain(batch.map(({ item }) => item.entry)));
    if (others.length > 0) await this.writeChecked(others);
  }

  private async writeChecked(batch: Sending[]): Promise<void> {
    const contexts = await this.repository.sendContexts(
      batch.map(({ item }) => ({ ...item.message, partyId: item.identity.partyId })),
    );
    const allowed = batch.filter((sending, i) => isAllowed(sending, contexts[i]));
    if (allowed.length === 0) return;
    const ended = this.settle(
      allowed,
      await this.repository.appendAtOnce(allowed.map(({ item }) => item.entry)),
    );
    for (const { reject } of ended) reject(new AppError('INVALID_STATE', 'The conversation has just ended.'));
  }

  /** Acknowledges and tells what has its place; returns what has none. */
  private settle(batch: Sending[], placed: Placed[]): Sending[] {
    const places = new Map(placed.map((place) => [place.i, place]));
    const told: EntryTold[] = [];
    const left = batch.filter(({ item: { message, entry }, resolve }, i) => {
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
  { item: { identity, message }, resolve, reject }: Sending,
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

function refusal(cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  if (sqlState(cause) === '22021' || sqlState(cause) === '22P05') {
    return new AppError('INVALID_ARGUMENT', 'The text holds a character that cannot be stored.', {
      fields: [{ field: 'text', problem: 'holds the character U+0000' }],
    });
  }
  return new AppError('UNAVAILABLE', 'The message could not be stored. Send it again.', undefined, { cause });
}

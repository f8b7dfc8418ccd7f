import { Injectable } from '@nestjs/common';
import {
  AppError,
  EDIT_WINDOW_SECONDS,
  SENDABLE_CARD_TYPES,
  visibleTo,
  type Card,
  type EditMessage,
  type Entry,
  type EntryList,
  type Identity,
  type ListEntries,
  type MarkMessages,
  type MarksView,
  type MessageAck,
  type OfferedAnswer,
  type SendMessage,
  type WithdrawMessage,
} from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { LiveService } from '../live/live.service';
import { checkMayRead, checkMayWrite } from './access';
import { AccessRepository } from './access.repository';
import { AnswerCheck } from './answer-check.service';
import { EntriesRepository, type ListedEntry, type NewEntry, type Placed } from './entries.repository';
import { EntryNews } from './entry-news';
import type { EntryRow } from './entry.entity';
import { ackOf, MessageWriter, newEntry, toldOf } from './message-writer';
import { Room } from './room';

const DEFAULT_LIMIT = 200;

type DeskEntry = Omit<NewEntry, 'kind' | 'senderKind' | 'afterEnd'>;

@Injectable()
export class MessagesService {
  constructor(
    private readonly entries: EntriesRepository,
    private readonly access: AccessRepository,
    private readonly writer: MessageWriter,
    private readonly news: EntryNews,
    private readonly live: LiveService,
    private readonly outbox: Outbox,
    private readonly answers: AnswerCheck,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * Answers are recorded as quoted in the transaction that sends them; all else takes the hot path.
   * @param token with which knowledge is asked whether an Answer holds
   */
  async send(identity: Identity, message: SendMessage, token?: string): Promise<MessageAck> {
    const { card, conversationId } = message;
    if (card?.type === 'answers') {
      throw new AppError('INVALID_ARGUMENT', 'Only the bot sends such a card.', {
        fields: [{ field: 'card.type', problem: `must be one of ${SENDABLE_CARD_TYPES.join(', ')}` }],
      });
    }
    if (card?.type !== 'answer') return this.writer.send(identity, message);
    if (identity.role === 'business') throw new AppError('FORBIDDEN', 'Answers are quoted by the staff.');
    const { articleId, version } = card;
    if (articleId === undefined || version === undefined)
      throw new Error('An answer card names article and version.');
    const refusal = await this.answers.refusalOf(card, token);
    return this.changing(identity, message, async (tx, access) => {
      checkMayWrite(identity, access, message.kind);
      if (refusal) throw refusal;
      const ack = await this.append(tx, newEntry(identity, message));
      await this.outbox.add(tx, 'desk.evt.answer.quoted', {
        articleId,
        version,
        conversationId,
        sequence: ack.sequence,
      });
      return ack;
    });
  }

  async edit(identity: Identity, request: EditMessage): Promise<MessageAck> {
    return this.changing(identity, request, async (tx, access) => {
      const target = await this.ownMessage(tx, identity, request);
      checkMayWrite(identity, access, target.kind === 'note' ? 'note' : 'text');
      if (target.kind === 'card')
        throw new AppError('INVALID_STATE', 'A card cannot be edited; withdraw it instead.');
      return this.append(tx, {
        ...changeOf(identity, request, 'edit', target),
        text: request.text,
      });
    });
  }

  async withdraw(identity: Identity, request: WithdrawMessage): Promise<MessageAck> {
    return this.changing(identity, request, async (tx, access) => {
      const target = await this.ownMessage(tx, identity, request);
      checkMayWrite(identity, access, target.kind === 'note' ? 'note' : 'text');
      await this.entries.setWithdrawn(tx, request.conversationId, request.target, new Date());
      return this.append(tx, changeOf(identity, request, 'withdrawal', target));
    });
  }

  async mark(identity: Identity, request: MarkMessages): Promise<MarksView> {
    const mark = await this.entries.mark(request, identity.partyId);
    if (!mark) throw new AppError('NOT_FOUND', 'No such conversation.');
    this.live.conversation({ conversationId: request.conversationId, mark });
    return { conversationId: request.conversationId, mark };
  }

  /** @throws AppError NOT_FOUND when the caller may not see the conversation. */
  async list(
    identity: Identity,
    { conversationId, after = 0, limit = DEFAULT_LIMIT }: ListEntries,
  ): Promise<EntryList> {
    const access = await this.access.find(conversationId, identity.partyId);
    checkMayRead(identity, access);
    const entries = await this.listVisible(identity, conversationId, after, limit);
    return {
      conversationId,
      entries,
      lastSequence: Math.max(access.lastSequence, entries.at(-1)?.sequence ?? 0),
    };
  }

  /** @throws AppError NOT_FOUND when the caller may not see the conversation. */
  async checkReadable(identity: Identity, conversationId: string): Promise<void> {
    checkMayRead(identity, await this.access.find(conversationId, identity.partyId));
  }

  /** As many as there is room for; for a caller whose access has been checked. */
  async listVisible(
    identity: Identity,
    conversationId: string,
    after: number,
    limit = DEFAULT_LIMIT,
    room = new Room(),
  ): Promise<Entry[]> {
    const rows = await this.entries.list(conversationId, after, limit);
    return room.take(rows.map((row) => visibleTo(identity.role, viewOf(row))));
  }

  /** The last texts of the business after a sequence, the newest first. */
  listAsked(conversationId: string, after: number, limit: number): Promise<string[]> {
    return this.entries.listAsked(conversationId, after, limit);
  }

  /** Puts Answers before the business in the name of the bot; returns the sequence. Told once `tx` is committed. */
  async offer(tx: Transaction, conversationId: string, answers: OfferedAnswer[]): Promise<number> {
    const card: Card = { type: 'answers', answers };
    return (await this.append(tx, { conversationId, kind: 'card', senderKind: 'bot', card })).sequence;
  }

  /** What the bot has offered under this sequence. */
  async listOffered(tx: Transaction, conversationId: string, sequence: number): Promise<OfferedAnswer[]> {
    return (await this.entries.find(tx, conversationId, sequence))?.card?.answers ?? [];
  }

  /** Records what the desk itself did; told once `tx` is committed. */
  async record(tx: Transaction, entry: DeskEntry): Promise<void> {
    await this.recordAll(tx, [entry]);
  }

  /** The same in several conversations, which are locked in one order. */
  async recordAll(tx: Transaction, entries: readonly DeskEntry[]): Promise<void> {
    if (entries.length === 0) return;
    await this.appendAll(
      tx,
      entries.map((entry) => ({ ...entry, kind: 'system', senderKind: 'desk', afterEnd: true })),
    );
  }

  /** Hides what a conversation tells of an order, or shows it again; who has read it has read it. */
  async hideNotices(
    tx: Transaction,
    conversationId: string,
    order: { id: string; number: string },
    hidden: boolean,
  ): Promise<void> {
    await this.entries.setUnseen(tx, conversationId, order, hidden);
  }

  /** Runs a change of the log under the lock of its conversation; a change repeated under its key gives the first result. */
  private changing<R extends { conversationId: string; clientMessageId: string }>(
    identity: Identity,
    request: R,
    change: (tx: Transaction, access: Awaited<ReturnType<AccessRepository['find']>>) => Promise<MessageAck>,
  ): Promise<MessageAck> {
    return this.unitOfWork.run(async (tx) => {
      const access = await this.access.find(request.conversationId, identity.partyId, tx);
      checkMayRead(identity, access);
      const [known] = await this.entries.sendContexts([{ ...request, partyId: identity.partyId }]);
      if (known?.sequence && known.at) return ackOf(request, known.sequence, known.at, true);
      return change(tx, access);
    });
  }

  private async ownMessage(
    tx: Transaction,
    identity: Identity,
    { conversationId, target }: { conversationId: string; target: number },
  ): Promise<EntryRow> {
    const entry = await this.entries.find(tx, conversationId, target);
    if (!entry || entry.senderId !== identity.partyId || !['text', 'card', 'note'].includes(entry.kind)) {
      throw new AppError('NOT_FOUND', 'No such message of yours.', {
        fields: [{ field: 'target', problem: 'is not a message of yours' }],
      });
    }
    if (entry.withdrawnAt) throw new AppError('INVALID_STATE', 'The message has been withdrawn.');
    if (Date.now() - entry.at.getTime() > EDIT_WINDOW_SECONDS * 1000) {
      throw new AppError('INVALID_STATE', `A message can be changed for ${EDIT_WINDOW_SECONDS} s only.`);
    }
    return entry;
  }

  private async append(tx: Transaction, entry: NewEntry): Promise<MessageAck> {
    const [place] = await this.appendAll(tx, [entry]);
    if (!place) throw new AppError('INVALID_STATE', 'The conversation has just ended.');
    const { conversationId, clientMessageId = '' } = entry;
    return ackOf({ conversationId, clientMessageId }, place.sequence, place.at, false);
  }

  private async appendAll(tx: Transaction, entries: readonly NewEntry[]): Promise<Placed[]> {
    const placed = await this.entries.append(tx, entries);
    const told = placed.flatMap((place) => {
      const entry = entries[place.i];
      return entry ? [toldOf(entry, place)] : [];
    });
    this.unitOfWork.onCommit(tx, () => this.news.tell(told));
    return placed;
  }
}

const changeOf = (
  identity: Identity,
  request: EditMessage | WithdrawMessage,
  kind: 'edit' | 'withdrawal',
  target: EntryRow,
): NewEntry => ({
  conversationId: request.conversationId,
  kind,
  senderKind: identity.role === 'business' ? 'business' : 'staff',
  senderId: identity.partyId,
  senderName: identity.name,
  clientMessageId: request.clientMessageId,
  target: request.target,
  ofNote: target.kind === 'note',
  afterEnd: target.kind === 'note',
});

/** A withdrawn message keeps its place and loses its content. */
function viewOf(row: ListedEntry): Entry {
  const { sequence, kind, at, clientMessageId, text, card, target, system } = row;
  const content = row.withdrawnAt ? {} : { ...(text === null ? {} : { text }), ...(card ? { card } : {}) };
  return {
    sequence,
    kind,
    at: at.toISOString(),
    sender: {
      kind: row.senderKind,
      ...(row.senderId ? { id: row.senderId } : {}),
      ...(row.senderName ? { name: row.senderName } : {}),
    },
    ...(clientMessageId ? { clientMessageId } : {}),
    ...content,
    ...(target === null ? {} : { target }),
    ...(row.ofNote ? { ofNote: true } : {}),
    ...(system ? { system } : {}),
  };
}

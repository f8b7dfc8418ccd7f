import {
  conversationVisibleTo,
  visibleTo,
  type ConversationView,
  type Entry,
  type EntryList,
  type SyncedConversation,
} from '#contracts';
import type { Connection } from './connection';
import { conversationFrame, entriesFrame, type NewsFrames } from './news-frames';

/** Where a view reads what it has missed: the next page of entries after its last sequence. */
export interface EntrySource {
  readEntries(view: View): Promise<EntryList>;
}

const MAX_HELD = 64;

/**
 * One conversation as one connection sees it. Entries reach the client in order and without a gap: the next one is
 * passed on, one seen already is skipped, and before one out of turn what is missing is read from the desk.
 */
export class View {
  /** The business waits for a seat. */
  isWaiting = false;
  /** The person takes part, seen by the others. */
  isSeen = false;
  private revision = 0;
  private known = 0;
  private isReading = false;
  /** News that came before the first state was delivered. */
  private held: NewsFrames[] | undefined = [];

  constructor(
    readonly conversationId: string,
    readonly connection: Connection,
    private readonly source: EntrySource,
    private lastSequence = 0,
  ) {}

  get position(): number {
    return this.lastSequence;
  }

  get isSynced(): boolean {
    return this.held === undefined;
  }

  /** The first state and what the client has missed; afterwards the news that has come meanwhile. */
  begin({ conversation, entries }: SyncedConversation): void {
    const { held } = this;
    if (!held) return;
    this.held = undefined;
    const { role } = this.connection.session.identity;
    this.noteState(conversation);
    const missed = entries.map((entry) => visibleTo(role, entry));
    const data = { conversation: conversationVisibleTo(role, conversation), entries: missed };
    this.connection.send({ type: 'synced', data });
    this.lastSequence = entries.at(-1)?.sequence ?? Math.min(this.lastSequence, conversation.lastSequence);
    for (const news of held) this.receive(news);
    void this.catchUpTo(Math.max(this.known, conversation.lastSequence));
  }

  receive(frames: NewsFrames): void {
    const { news } = frames;
    if (this.held) {
      this.hold(frames, this.held);
      return;
    }
    const { role } = this.connection.session.identity;
    if (news.entries) this.receiveEntries(news.entries, frames);
    if (news.conversation && news.conversation.revision > this.revision) {
      this.noteState(news.conversation);
      this.connection.sendText('conversation', frames.conversation(news.conversation, role));
    }
    const mark = frames.mark(role);
    if (mark) this.connection.sendText('mark', mark);
    const queue = frames.queue(role);
    if (queue) this.connection.sendText('queue', queue);
  }

  /** A state read anew: delivered when it is one that the client has not got. */
  refresh(conversation: ConversationView): void {
    if (this.held || conversation.revision <= this.revision) return;
    this.noteState(conversation);
    const { role } = this.connection.session.identity;
    this.connection.sendText('conversation', conversationFrame(conversation, role));
  }

  /** Reads page after page until `head` has been delivered. A failure leaves the rest to the next attempt. */
  async catchUpTo(head: number): Promise<void> {
    this.known = Math.max(this.known, head);
    if (this.isReading || this.held) return;
    this.isReading = true;
    try {
      while (this.lastSequence < this.known && !this.connection.isClosed) {
        const { entries, lastSequence } = await this.source.readEntries(this);
        if (entries.length === 0) break;
        this.known = Math.max(this.known, lastSequence);
        this.deliver(entries);
      }
    } catch {
      // The hub compares heads again before long.
    } finally {
      this.isReading = false;
    }
  }

  private receiveEntries(entries: Entry[], frames: NewsFrames): void {
    const first = entries[0]?.sequence ?? 0;
    const last = entries.at(-1)?.sequence ?? 0;
    if (last <= this.lastSequence) return;
    if (this.isReading || first > this.lastSequence + 1) {
      void this.catchUpTo(last);
    } else if (first === this.lastSequence + 1) {
      this.lastSequence = last;
      const { role } = this.connection.session.identity;
      this.connection.sendText('entries', frames.entries(entries, role));
    } else {
      this.deliver(entries);
    }
  }

  private deliver(entries: Entry[]): void {
    const fresh = entries.filter(({ sequence }) => sequence > this.lastSequence);
    const last = fresh.at(-1);
    if (!last) return;
    this.lastSequence = last.sequence;
    const { role } = this.connection.session.identity;
    this.connection.sendText('entries', entriesFrame(this.conversationId, fresh, role));
  }

  private hold(frames: NewsFrames, held: NewsFrames[]): void {
    this.known = Math.max(this.known, frames.news.entries?.at(-1)?.sequence ?? 0);
    if (held.length < MAX_HELD) held.push(frames);
  }

  private noteState(conversation: ConversationView): void {
    const { partyId, role } = this.connection.session.identity;
    this.revision = conversation.revision;
    this.isWaiting = conversation.status === 'waiting' && role === 'business';
    this.isSeen = conversation.participants.some(
      (participant) =>
        participant.partyId === partyId && participant.kind !== 'observer' && !participant.invited,
    );
  }
}

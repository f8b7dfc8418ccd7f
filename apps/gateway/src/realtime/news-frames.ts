import {
  conversationVisibleTo,
  visibleTo,
  type ConversationNews,
  type ConversationView,
  type Entry,
  type Role,
  type ServerFrame,
} from '#contracts';

/** Serialises entries as the role may see them. */
export function entriesFrame(conversationId: string, entries: Entry[], role: Role): string {
  const visible = entries.map((entry) => visibleTo(role, entry));
  return toText({ type: 'entries', data: { conversationId, entries: visible } });
}

export const conversationFrame = (conversation: ConversationView, role: Role): string =>
  toText({ type: 'conversation', data: conversationVisibleTo(role, conversation) });

/** The frames that one piece of news becomes, each serialised once for all who see the same. */
export class NewsFrames {
  private readonly texts = new Map<string, string>();

  /** @param seen the parties that a business knows to be in the conversation. */
  constructor(
    readonly news: ConversationNews,
    private readonly seen: ReadonlySet<string>,
  ) {}

  entries(entries: Entry[], role: Role): string {
    return this.once('entries', role, () => entriesFrame(this.news.conversationId, entries, role));
  }

  conversation(conversation: ConversationView, role: Role): string {
    return this.once('conversation', role, () => conversationFrame(conversation, role));
  }

  /** Nothing for a business when the mark is somebody's whom it does not see. */
  mark(role: Role): string | undefined {
    const { conversationId, mark } = this.news;
    if (!mark || (role === 'business' && !this.seen.has(mark.partyId))) return undefined;
    return this.once('mark', role, () => toText({ type: 'mark', data: { conversationId, mark } }));
  }

  queue(role: Role): string | undefined {
    const { conversationId, queue } = this.news;
    return (
      queue && this.once('queue', role, () => toText({ type: 'queue', data: { conversationId, queue } }))
    );
  }

  private once(type: ServerFrame['type'], role: Role, write: () => string): string {
    const key = `${type} ${role === 'business' ? 'business' : 'staff'}`;
    const text = this.texts.get(key) ?? write();
    this.texts.set(key, text);
    return text;
  }
}

const toText = (frame: ServerFrame): string => JSON.stringify(frame);

import type { Entry } from '#contracts';

interface Acknowledged {
  clientMessageId: string;
  text: string | undefined;
}

interface ConversationBook {
  acknowledged: Map<number, Acknowledged>;
  /** Where each message was seen, to find one under two sequences. */
  places: Map<string, number>;
  /** Messages edited or withdrawn since: their text may differ. */
  changed: Set<number>;
  readers: Map<string, Reader>;
  head: number;
}

interface Reader {
  last: number;
  /** False while it takes no part: nothing is owed to it. */
  present: boolean;
}

/**
 * Proves that nothing acknowledged was lost, doubled or out of order: told of every acknowledgement and of every
 * delivery to every client, it lists what does not fit. Every client must get each sequence from 1 on, once, in order.
 */
export class DeliveryAudit {
  private readonly books = new Map<string, ConversationBook>();
  private readonly found: string[] = [];
  private acknowledgements = 0;
  private deliveries = 0;

  /** @param text what the message says; leave it out for a card. */
  acked(conversationId: string, sequence: number, clientMessageId: string, text?: string): void {
    this.acknowledgements += 1;
    const book = this.bookOf(conversationId);
    const other = book.acknowledged.get(sequence);
    if (other && other.clientMessageId !== clientMessageId) {
      this.report(conversationId, `sequence ${sequence} was acknowledged for two messages`);
    }
    book.acknowledged.set(sequence, other ?? { clientMessageId, text });
    this.place(conversationId, book, clientMessageId, sequence);
    book.head = Math.max(book.head, sequence);
  }

  delivered(client: string, conversationId: string, entry: Entry): void {
    this.deliveries += 1;
    const book = this.bookOf(conversationId);
    const { sequence } = entry;
    const { last } = this.readerOf(book, client);
    if (sequence <= last) this.report(conversationId, `${client} got ${sequence} again after ${last}`);
    if (sequence > last + 1) this.report(conversationId, `${client} got ${sequence} right after ${last}`);
    book.readers.set(client, { last: Math.max(last, sequence), present: true });
    book.head = Math.max(book.head, sequence);
    if (entry.clientMessageId) this.place(conversationId, book, entry.clientMessageId, sequence);
    if (entry.target !== undefined) book.changed.add(entry.target);
    this.compare(client, conversationId, book, entry);
  }

  /** The client was sent away from the conversation, or went: it need not get what comes after. */
  left(client: string, conversationId: string): void {
    const reader = this.books.get(conversationId)?.readers.get(client);
    if (reader) reader.present = false;
  }

  /** The client, or the server's own record read back, must have got everything up to here. */
  reaches(client: string, conversationId: string, lastSequence: number): void {
    const book = this.bookOf(conversationId);
    book.head = Math.max(book.head, lastSequence);
    book.readers.set(client, { ...this.readerOf(book, client), present: true });
  }

  get counts(): { conversations: number; acknowledged: number; delivered: number } {
    return {
      conversations: this.books.size,
      acknowledged: this.acknowledgements,
      delivered: this.deliveries,
    };
  }

  /** One line per violation; what is still on its way counts as lost, so let it arrive before asking. */
  problems(): string[] {
    return [...this.found, ...[...this.books].flatMap(([id, book]) => missing(id, book))];
  }

  private compare(client: string, conversationId: string, book: ConversationBook, entry: Entry): void {
    const acknowledged = book.acknowledged.get(entry.sequence);
    if (!acknowledged || entry.kind === 'hidden') return;
    if (entry.clientMessageId && entry.clientMessageId !== acknowledged.clientMessageId) {
      this.report(conversationId, `${client} got another message as ${entry.sequence} than was acknowledged`);
    }
    const comparable = entry.text !== undefined && acknowledged.text !== undefined;
    if (comparable && entry.text !== acknowledged.text && !book.changed.has(entry.sequence)) {
      this.report(conversationId, `${client} got ${entry.sequence} with another text than was acknowledged`);
    }
  }

  private place(
    conversationId: string,
    book: ConversationBook,
    clientMessageId: string,
    sequence: number,
  ): void {
    const first = book.places.get(clientMessageId);
    if (first === undefined) book.places.set(clientMessageId, sequence);
    else if (first !== sequence) {
      this.report(conversationId, `message ${clientMessageId} is there twice: as ${first} and ${sequence}`);
    }
  }

  private readerOf(book: ConversationBook, client: string): Reader {
    return book.readers.get(client) ?? { last: 0, present: true };
  }

  private report(conversationId: string, problem: string): void {
    this.found.push(`conversation ${conversationId}: ${problem}`);
  }

  private bookOf(conversationId: string): ConversationBook {
    const known = this.books.get(conversationId);
    if (known) return known;
    const book: ConversationBook = {
      acknowledged: new Map(),
      places: new Map(),
      changed: new Set(),
      readers: new Map(),
      head: 0,
    };
    this.books.set(conversationId, book);
    return book;
  }
}

function missing(conversationId: string, book: ConversationBook): string[] {
  if (book.readers.size === 0 && book.acknowledged.size > 0) {
    return [`conversation ${conversationId}: ${book.acknowledged.size} acknowledged messages reached nobody`];
  }
  return [...book.readers].flatMap(([client, { last, present }]) =>
    present && last < book.head
      ? [`conversation ${conversationId}: ${client} got ${last} of ${book.head} entries`]
      : [],
  );
}

import type { Entry } from '#contracts';

interface Shelf {
  /** Everything up to here has been handed out. */
  delivered: number;
  /** The conversation's last sequence, as far as it is known. */
  head: number;
  /** Arrived early: a gap is before them. */
  early: Map<number, Entry>;
}

/** How many early entries are kept per conversation; what is dropped is fetched with the gap. */
const MAX_EARLY = 1_000;

/** Puts what arrives at least once, in any order, into the order of the sequence, each entry exactly once. */
export class Inbox {
  private readonly shelves = new Map<string, Shelf>();

  /** Takes in what arrived; returns what is next in line. */
  take(conversationId: string, entries: readonly Entry[]): Entry[] {
    const shelf = this.shelfOf(conversationId);
    for (const entry of entries) {
      shelf.head = Math.max(shelf.head, entry.sequence);
      const wanted = entry.sequence > shelf.delivered && shelf.early.size < MAX_EARLY;
      if (wanted || entry.sequence === shelf.delivered + 1) shelf.early.set(entry.sequence, entry);
    }
    const ready: Entry[] = [];
    for (;;) {
      const next = shelf.early.get(shelf.delivered + 1);
      if (!next) return ready;
      shelf.delivered += 1;
      shelf.early.delete(shelf.delivered);
      ready.push(next);
    }
  }

  /** The conversation is known to have come this far. */
  expect(conversationId: string, lastSequence: number): void {
    const shelf = this.shelfOf(conversationId);
    shelf.head = Math.max(shelf.head, lastSequence);
  }

  /** The last sequence handed out, 0 at first. */
  lastOf(conversationId: string): number {
    return this.shelves.get(conversationId)?.delivered ?? 0;
  }

  isBehind(conversationId: string): boolean {
    const shelf = this.shelves.get(conversationId);
    return shelf !== undefined && shelf.delivered < shelf.head;
  }

  /** No longer entitled to the conversation: nothing more is expected. Rejoining goes on where it stopped. */
  release(conversationId: string): void {
    const shelf = this.shelves.get(conversationId);
    if (!shelf) return;
    shelf.head = shelf.delivered;
    shelf.early.clear();
  }

  private shelfOf(conversationId: string): Shelf {
    const known = this.shelves.get(conversationId);
    if (known) return known;
    const shelf: Shelf = { delivered: 0, head: 0, early: new Map() };
    this.shelves.set(conversationId, shelf);
    return shelf;
  }
}

import type { Entry, PartyKind } from '#contracts';
import { Watch } from './watch';

export interface Said {
  sequence: number;
  text: string;
  senderId?: string | undefined;
}

/** One conversation as one party has it before its eyes. */
export class Dialogue extends Watch {
  readonly entries: Entry[] = [];
  private typingUntil = 0;
  private stirredAt = Date.now();

  add(entry: Entry): void {
    this.entries.push(entry);
    this.typingUntil = 0;
    this.stir();
  }

  /** The other side is writing; believed for so many ms. */
  typed(ms: number): void {
    this.typingUntil = Date.now() + ms;
    this.stir();
  }

  stir(): void {
    this.stirredAt = Date.now();
    this.notify();
  }

  /** Nobody has written, nor is writing, for so many ms. */
  isQuietFor(ms: number): boolean {
    return Date.now() - Math.max(this.stirredAt, this.typingUntil) >= ms;
  }

  /** When it will have been quiet for so many ms, if nothing stirs. */
  msUntilQuiet(ms: number): number {
    return Math.max(Math.max(this.stirredAt, this.typingUntil) + ms - Date.now(), 0);
  }

  /** What one side has written after a sequence, as it reads now: edits applied, withdrawn messages left out. */
  said(by: PartyKind, after: number): Said[] {
    const changes = new Map(
      this.entries.flatMap((entry) => (entry.target === undefined ? [] : [[entry.target, entry] as const])),
    );
    return this.entries.flatMap(({ sequence, kind, sender, text = '' }) => {
      if (kind !== 'text' || sender?.kind !== by || sequence <= after) return [];
      const change = changes.get(sequence);
      return change?.kind === 'withdrawal'
        ? []
        : [{ sequence, text: change?.text ?? text, senderId: sender.id }];
    });
  }
}

/** The conversations of one party, by id. */
export class Dialogues {
  private readonly known = new Map<string, Dialogue>();

  of(id: string): Dialogue {
    const dialogue = this.known.get(id) ?? new Dialogue();
    this.known.set(id, dialogue);
    return dialogue;
  }
}

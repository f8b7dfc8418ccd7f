import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** A handover in the agency's own books; `digest` is the SHA-256 of the bytes that came. */
export interface Received {
  handoverId: string;
  digest: string;
  kind: string;
  orderId: string | null;
}

/** Something that the agency has done, by the id of its delivery. */
interface Done {
  deliveryId: string;
}

/** The agency's own books: a file with one JSON line per handover that came and per delivery that was taken. */
export class AgencyStore {
  readonly received = new Map<string, Received>();
  private readonly done = new Set<string>();

  /** @param file nothing is kept without one. */
  constructor(private readonly file?: string) {
    if (!file || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) this.read(line);
  }

  receive(received: Received): void {
    this.received.set(received.handoverId, received);
    this.write(received);
  }

  /** As if it had never come. */
  lose(handoverId: string): void {
    this.received.delete(handoverId);
  }

  isDone(deliveryId: string): boolean {
    return this.done.has(deliveryId);
  }

  finish(deliveryId: string): void {
    this.done.add(deliveryId);
    this.write({ deliveryId });
  }

  private read(line: string): void {
    // The last line of a process that was killed may be cut off.
    if (!line.endsWith('}')) return;
    const entry = JSON.parse(line) as Received | Done;
    if ('deliveryId' in entry) this.done.add(entry.deliveryId);
    else this.received.set(entry.handoverId, entry);
  }

  private write(entry: Received | Done): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }
}

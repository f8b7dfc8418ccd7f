import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Plan } from './manners';

/** A handover in the agency's own books; `digest` is the SHA-256 of the bytes that came. */
export interface Received {
  handoverId: string;
  digest: string;
  kind: string;
  orderId: string | null;
}

/** Something that the agency has done, by the id of its delivery; the desk has taken it, or refused it for good. */
export interface Done {
  deliveryId: string;
  orderId: string;
  type: string;
  taken: boolean;
}

interface Planned {
  planFor: string;
  plan: Plan;
}

const ASSIGNMENTS: ReadonlySet<string> = new Set(['order', 'return-refused']);

/** The agency's own books: a file with one JSON line per handover that came, delivery that was answered, and plan. */
export class AgencyStore {
  readonly received = new Map<string, Received>();
  readonly done = new Map<string, Done>();
  readonly plans = new Map<string, Plan>();
  /** The handovers by which each order was given to the agency, in their order. */
  private readonly assignments = new Map<string, string[]>();

  /** @param file nothing is kept without one. */
  constructor(private readonly file?: string) {
    if (!file || !existsSync(file)) return;
    for (const line of readFileSync(file, 'utf8').split('\n')) this.read(line);
  }

  receive(received: Received): void {
    this.keep(received);
    this.write(received);
  }

  /** As if it had never come. */
  lose(handoverId: string): void {
    this.received.delete(handoverId);
  }

  finish(done: Done): void {
    this.done.set(done.deliveryId, done);
    this.write(done);
  }

  plan(orderId: string, plan: Plan): void {
    this.plans.set(orderId, plan);
    this.write({ planFor: orderId, plan });
  }

  /** How many times the agency had been given the order before this handover. */
  givenBefore(orderId: string, handoverId: string): number {
    return Math.max(this.assignments.get(orderId)?.indexOf(handoverId) ?? 0, 0);
  }

  private keep(received: Received): void {
    const { handoverId, kind, orderId } = received;
    this.received.set(handoverId, received);
    if (!orderId || !ASSIGNMENTS.has(kind)) return;
    const known = this.assignments.get(orderId) ?? [];
    if (!known.includes(handoverId)) this.assignments.set(orderId, [...known, handoverId]);
  }

  private read(line: string): void {
    // The last line of a process that was killed may be cut off.
    if (!line.endsWith('}')) return;
    const entry = JSON.parse(line) as Received | Done | Planned;
    if ('deliveryId' in entry) this.done.set(entry.deliveryId, entry);
    else if ('planFor' in entry) this.plans.set(entry.planFor, entry.plan);
    else this.keep(entry);
  }

  private write(entry: Received | Done | Planned): void {
    if (this.file) appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }
}

import type { AgencyBooks, AgencyWebhook, DeliveredAct, Handover, PartHealth } from '#contracts';

/** What became of a handover; `digest` is the SHA-256 of the bytes that the agency is given. */
export type Outcome =
  | { step: 'delivered' | 'available'; digest: string; document?: Record<string, unknown> }
  | { step: 'refused'; problem: string };

export interface DeliveryWatch {
  /** Told of every try that failed and will be followed by another. */
  failed: (problem: string) => void;
  /** The process stops: give up, the handover comes again. */
  signal: AbortSignal;
}

/** How one kind of agency is reached. A kind is a folder: a pure mapper, a client, and payloads captured from a real exchange. */
export interface AgencyKind {
  /** Brings the handover to the agency, as long as it takes. @throws when stopped. */
  deliver(handover: Handover, watch: DeliveryWatch): Promise<Outcome>;
  /** What the agency has in its own books of these handovers. */
  books(handoverIds: string[]): Promise<AgencyBooks>;
  /** @throws AppError when it is forged, stale or makes no sense. */
  readWebhook(webhook: AgencyWebhook): DeliveredAct;
  health(): PartHealth;
}

/** Injection token of the kind that this adapter is. */
export abstract class Kind {}

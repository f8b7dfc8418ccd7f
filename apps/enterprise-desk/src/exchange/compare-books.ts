import type { BookEntry, HandoverState } from '#contracts';

export interface OwnEntry {
  id: string;
  state: Extract<HandoverState, 'sent' | 'delivered'>;
  /** SHA-256 of what the agency was given; none while it is on its way. */
  deliveredDigest: string | null;
}

export interface Differences {
  /** The agency has them, we did not know. */
  arrived: BookEntry[];
  /** We delivered them, the agency does not have them. */
  missing: string[];
  /** The agency has something else than we delivered. */
  different: string[];
}

/** Our entries beside those of the agency. */
export function compareBooks(own: readonly OwnEntry[], theirs: readonly BookEntry[]): Differences {
  const known = new Map(theirs.map((entry) => [entry.handoverId, entry]));
  const differences: Differences = { arrived: [], missing: [], different: [] };
  for (const { id, state, deliveredDigest } of own) {
    const entry = known.get(id);
    if (state === 'sent') {
      if (entry) differences.arrived.push(entry);
    } else if (!entry) differences.missing.push(id);
    else if (entry.digest && deliveredDigest && entry.digest !== deliveredDigest)
      differences.different.push(id);
  }
  return differences;
}

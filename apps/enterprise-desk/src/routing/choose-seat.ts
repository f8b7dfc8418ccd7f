/** A seat as the router sees it. */
export interface Candidate {
  seatId: string;
  seatGroups: readonly string[];
  languages: readonly string[];
  open: number;
  capacity: number;
  idleSince: Date;
}

/** A waiting conversation as the router sees it. */
export interface Waiting {
  conversationId: string;
  seatGroup: string;
  language: string;
  preferredSeatId: string | null;
  /** Who served the enterprise last, within the configured window. */
  lastServedBy: string | null;
  /** Seats that have let an offer of it go by, or given it away, since it joined the queue; they come last. */
  missedBy: readonly string[];
}

export type Reason =
  | 'asked-for'
  | 'served-the-enterprise-last'
  | 'fewest-open'
  | 'longest-idle'
  | 'only-one-free'
  | 'speaks-the-language'
  | 'no-speaker-on-duty'
  | 'others-missed-it'
  | 'nobody-free-in-group';

export interface Choice {
  seatId: string | null;
  reasons: Reason[];
  /** The candidates it was chosen from, best first. */
  ranked: Candidate[];
}

type Rank = readonly [missed: number, others: number, foreign: number, ...within: number[]];

/** How much of a rank tells whether somebody is asked for, or speaks the language; the rest chooses among equals. */
const KINDS = 3;

/**
 * Matter (its seat group) × language; among those who are free: the one asked for, then who speaks the language, then the
 * one who served the enterprise last, then fewest open, then longest idle. Who has missed this conversation before comes
 * after all others. When nobody else speaks the language, somebody of the group takes it and calls an interpreter.
 */
export function chooseSeat(waiting: Waiting, candidates: readonly Candidate[]): Choice {
  const free = candidates.filter((c) => c.open < c.capacity);
  const inGroup = free.filter(
    (c) => c.seatGroups.includes(waiting.seatGroup) || c.seatId === waiting.preferredSeatId,
  );
  const ranks = inGroup
    .map((candidate) => ({ candidate, rank: rankOf(waiting, candidate) }))
    .sort((a, b) => compare(a.rank, b.rank));
  const ranked = ranks.map(({ candidate }) => candidate);
  const [best] = ranks;
  if (!best) return { seatId: null, reasons: ['nobody-free-in-group'], ranked };
  const equals = ranks.filter(({ rank }) => compare(rank.slice(0, KINDS), best.rank.slice(0, KINDS)) === 0);
  return {
    seatId: best.candidate.seatId,
    reasons: reasonsFor(waiting, best.candidate, equals[1]?.candidate, ranked),
    ranked,
  };
}

const speaks = ({ language }: Waiting, c: Candidate): boolean => c.languages.includes(language);

const rankOf = (waiting: Waiting, c: Candidate): Rank => [
  waiting.missedBy.includes(c.seatId) ? 1 : 0,
  c.seatId === waiting.preferredSeatId ? 0 : 1,
  speaks(waiting, c) ? 0 : 1,
  c.seatId === waiting.lastServedBy ? 0 : 1,
  c.open,
  c.idleSince.getTime(),
];

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((part, index) => part !== b[index]);
  return i === -1 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

function reasonsFor(
  waiting: Waiting,
  best: Candidate,
  second: Candidate | undefined,
  ranked: readonly Candidate[],
): Reason[] {
  const reasons: Reason[] = [];
  if (speaks(waiting, best)) reasons.push('speaks-the-language');
  else if (!ranked.some((c) => speaks(waiting, c))) reasons.push('no-speaker-on-duty');
  if (waiting.missedBy.length > 0 && !waiting.missedBy.includes(best.seatId))
    reasons.push('others-missed-it');
  if (best.seatId === waiting.preferredSeatId) return [...reasons, 'asked-for'];
  if (best.seatId === waiting.lastServedBy) return [...reasons, 'served-the-enterprise-last'];
  if (!second) return [...reasons, 'only-one-free'];
  return [...reasons, best.open < second.open ? 'fewest-open' : 'longest-idle'];
}

/**
 * Deals the waiting conversations out, in order, keeping count of the places that each choice takes. A conversation that
 * finds nobody does not hold up the others.
 */
export function dealOut(
  queue: readonly Waiting[],
  candidates: readonly Candidate[],
): { waiting: Waiting; choice: Choice }[] {
  let seats = [...candidates];
  return queue.map((waiting) => {
    const choice = chooseSeat(waiting, seats);
    seats = seats.map((seat) => (seat.seatId === choice.seatId ? { ...seat, open: seat.open + 1 } : seat));
    return { waiting, choice };
  });
}

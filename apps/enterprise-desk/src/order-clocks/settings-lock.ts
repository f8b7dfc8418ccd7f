import type { Transaction } from '#database';

/** A number that nothing else locks. */
const KEY = 4_210_001;

/**
 * Calendar and policy change under the lock, clocks start and move under its shared side: whoever changes them sees every
 * clock that was made under what was there before. Held to the end of `tx`.
 */
export async function lockSettings(tx: Transaction): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock($1)', [KEY]);
}

export async function useSettings(tx: Transaction): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock_shared($1)', [KEY]);
}

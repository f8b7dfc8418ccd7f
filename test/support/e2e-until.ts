import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 30_000;

type Found<T> = Exclude<T, undefined | null | false | 0 | ''>;

/**
 * Looks again and again until there is something, and returns it.
 * @param what names it in the failure, with what was seen instead where that helps.
 */
export async function until<T>(
  look: () => T | Promise<T>,
  what: string | (() => string),
  patienceMs = PATIENCE_MS,
): Promise<Found<T>> {
  for (const deadline = Date.now() + patienceMs; ; await sleep(LOOK_EVERY_MS)) {
    const found = await look();
    if (found) return found as Found<T>;
    if (Date.now() > deadline) {
      throw new Error(`Not within ${patienceMs / 1000} s: ${typeof what === 'string' ? what : what()}`);
    }
  }
}

/** The code and message of the AppError that the call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'code' in error)
      return { code: String(error.code), message: error.message };
    throw error;
  }
  throw new Error('It was not refused.');
}

export const code = async (call: Promise<unknown>): Promise<string> => (await refusal(call)).code;

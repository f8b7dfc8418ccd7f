import { AppError, type ErrorCode } from '#contracts';
import { sleep } from './pace';

const PASSING: ReadonlySet<ErrorCode> = new Set(['UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED']);
/** What repeating gives when the first time had worked after all. */
const DONE: ReadonlySet<ErrorCode> = new Set(['CONFLICT', 'INVALID_STATE']);
const TRIES = 30;
const RETRY_MS = 1_000;

/** Does what cannot be done twice, again and again while the desk is away. @throws AppError any other refusal. */
export async function insist(action: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await action();
      return;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'INTERNAL';
      if (tries > 1 && DONE.has(code)) return;
      if (!PASSING.has(code) || tries === TRIES) throw error;
      await sleep(RETRY_MS);
    }
  }
}

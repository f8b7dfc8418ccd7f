import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, type PartHealth } from '#contracts';
import type { Pool } from 'pg';
import { sourceOf, sqlState } from './unit-of-work';

/** Below the time that the gateway gives a service to say how it is. */
const CHECK_WITHIN_MS = 1_500;

/** Of SQLSTATE the classes 08, 53 and 57 and a server that has become read-only; what sockets and name look-ups say. */
const CODES =
  /^((08|53|57).{3}|25006|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What `pg` says without a code. */
const MESSAGES = /^Connection terminated|^timeout exceeded when trying to connect|is not queryable$/;

/** What a caller learns of a failure that is PostgreSQL's and may pass; undefined for any other. */
export function unavailability(error: unknown): AppError | undefined {
  const code = sqlState(error);
  const source = sourceOf(error);
  const passing =
    code === undefined ? source instanceof Error && MESSAGES.test(source.message) : CODES.test(code);
  if (!passing) return undefined;
  return new AppError(
    'UNAVAILABLE',
    'The database does not answer at the moment. Try again shortly.',
    undefined,
    {
      cause: error,
    },
  );
}

/** Also says so when PostgreSQL hangs. */
export async function checkDatabase(pool: Pool): Promise<PartHealth> {
  const name = 'database';
  const late = new AbortController();
  try {
    const problem = await Promise.race([
      pool.query('SELECT 1').then(() => undefined),
      sleep(
        CHECK_WITHIN_MS,
        `No answer within ${CHECK_WITHIN_MS} ms: it hangs, or all connections of this process are busy.`,
        { signal: late.signal },
      ),
    ]);
    return problem === undefined ? { name, status: 'up' } : { name, status: 'down', problem };
  } catch (error) {
    return { name, status: 'down', problem: String(error) };
  } finally {
    late.abort();
  }
}

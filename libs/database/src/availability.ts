import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { AppError, type PartHealth } from '#contracts';
import { Pool } from 'pg';
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

/** A query whose answer does not fit into memory: it asks for room on the disk, and gives it back. */
const SPILL = `SET LOCAL work_mem = '64kB';
  SELECT sum(length(text)) FROM (
    SELECT n, repeat('x', 100000) AS text FROM generate_series(1, 20) AS n ORDER BY n DESC OFFSET 0
  ) AS spilt`;
const SPILL_EVERY_MS = 15_000;

/** How PostgreSQL is for one process: whether it answers, may write, and has room. */
@Injectable()
export class DatabaseHealth {
  private spiltAt = -Infinity;

  constructor(private readonly pool: Pool) {}

  /** Also says so when it hangs. */
  async check(): Promise<PartHealth> {
    const name = 'database';
    const late = new AbortController();
    try {
      const problem = await Promise.race([
        this.problem(),
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

  private async problem(): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ readOnly: string }>(
      `SELECT current_setting('transaction_read_only') AS "readOnly"`,
    );
    if (rows[0]?.readOnly !== 'off') return 'It is read-only.';
    // What is stored goes into room that is there already for a while; after a failure each check looks again.
    if (performance.now() - this.spiltAt >= SPILL_EVERY_MS) {
      await this.pool.query(SPILL);
      this.spiltAt = performance.now();
    }
    return undefined;
  }
}

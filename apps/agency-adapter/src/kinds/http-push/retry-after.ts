/** Beyond it an agency is asked again all the same: an order waits. */
export const LONGEST_WAIT_MS = 900_000;

const SECONDS = /^\d{1,9}$/;
const HTTP_DATE = /^[A-Z][a-z]+, /;

/**
 * How long a system asks to be left alone, by its `Retry-After` in seconds or as a date; the date counts by its own clock,
 * where it tells it. None when it asks for nothing that can be read.
 */
export function waitOf(headers: Headers, now = new Date()): number {
  const asked = headers.get('retry-after')?.trim() ?? '';
  const ms = SECONDS.test(asked)
    ? Number(asked) * 1000
    : timeOf(asked) - (timeOf(headers.get('date')) || now.getTime());
  return ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : 0;
}

const timeOf = (text: string | null): number =>
  text && HTTP_DATE.test(text) ? Date.parse(text) : Number.NaN;

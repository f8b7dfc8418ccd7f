import { checkPeriod, cityTime } from '#contracts';
import { localDate } from './calendar';

const DAY_MS = 86_400_000;

/** Today in the city unless said otherwise. @throws AppError INVALID_ARGUMENT as `checkPeriod`. */
export function cityPeriod(asked: { from?: string; to?: string }, now: Date): { from: Date; to: Date } {
  const from = asked.from ? cityTime(asked.from) : new Date(`${localDate(now)}T00:00:00+08:00`);
  const to = asked.to ? cityTime(asked.to) : new Date(Math.max(now.getTime() + 1, from.getTime() + DAY_MS));
  checkPeriod(from, to);
  return { from, to };
}

import { AppError } from './errors';

const DAY_MS = 86_400_000;
const MAX_DAYS = 400;

/** @throws AppError INVALID_ARGUMENT naming `to` for a period that is empty or longer than 400 days. */
export function checkPeriod(from: Date, to: Date): void {
  const problem =
    to <= from
      ? 'must be after from'
      : to.getTime() - from.getTime() > MAX_DAYS * DAY_MS
        ? `may be ${MAX_DAYS} days after from at most`
        : undefined;
  if (problem)
    throw new AppError('INVALID_ARGUMENT', `"to" ${problem}.`, { fields: [{ field: 'to', problem }] });
}

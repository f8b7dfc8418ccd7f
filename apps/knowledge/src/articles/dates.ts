import { AppError, cityTime } from '#contracts';

/** @throws AppError INVALID_ARGUMENT naming the field when the text is no time. */
export function timeOf(field: string, text: string): Date {
  const time = cityTime(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw wrong(field, 'is not a time');
}

export const optionalTime = (field: string, text: string | null | undefined): Date | null =>
  text === null || text === undefined ? null : timeOf(field, text);

/** What holds must hold for a while. @throws AppError INVALID_ARGUMENT */
export function checkPeriod(effectiveFrom: Date, expiresAt: Date | null): void {
  if (expiresAt && expiresAt <= effectiveFrom) {
    throw wrong('effectiveFrom', `is not before the expiry at ${expiresAt.toISOString()}`);
  }
}

export function wrong(field: string, problem: string): AppError {
  return new AppError('INVALID_ARGUMENT', `${field} ${problem}.`, { fields: [{ field, problem }] });
}

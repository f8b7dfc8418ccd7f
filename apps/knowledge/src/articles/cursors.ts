import { isUUID } from 'class-validator';
import { timeOf, wrong } from './dates';

const refusal = () => wrong('cursor', 'is not a cursor that this list has given out');

/** @throws AppError INVALID_ARGUMENT like the others here, so that no made-up cursor reaches the database. */
export function uuidPart(part: string | number | undefined): string {
  if (isUUID(part)) return String(part);
  throw refusal();
}

export function integerPart(part: string | number | undefined): number {
  const number = Number(part);
  if (Number.isSafeInteger(number)) return number;
  throw refusal();
}

export const timePart = (part: string | number | undefined): string =>
  timeOf('cursor', String(part)).toISOString();

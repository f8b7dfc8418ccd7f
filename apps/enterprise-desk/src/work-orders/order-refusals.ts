import { AppError } from '#contracts';

/** @throws AppError INVALID_ARGUMENT naming the field. */
export function refuseField(field: string, problem: string): never {
  throw new AppError('INVALID_ARGUMENT', `${field}: ${problem}`, { fields: [{ field, problem }] });
}

/** Somebody else's order looks as if it did not exist. */
export const noSuchOrder = (): AppError => new AppError('NOT_FOUND', 'No such order.');

/** The actor has done something else under the key. */
export const usedKey = (action: string): AppError =>
  new AppError('CONFLICT', 'The idempotency key was used for something else.', {
    fields: [{ field: 'idempotencyKey', problem: `was used for "${action}"` }],
  });

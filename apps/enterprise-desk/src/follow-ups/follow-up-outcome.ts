import { AppError, type FollowUpOutcome } from '#contracts';

export interface Answer {
  solved: boolean;
  satisfied: boolean;
  reason?: string | undefined;
}

/**
 * What becomes of an order when its enterprise has answered: settled, or handled again.
 * @throws AppError INVALID_ARGUMENT when "not solved" or "not satisfied" comes without a reason.
 */
export function outcomeOf({ solved, satisfied, reason }: Answer): FollowUpOutcome['outcome'] {
  if (solved && satisfied) return 'settled';
  if (reason?.trim()) return 'redo';
  const problem = solved ? 'say what the enterprise is not satisfied with' : 'say what is not solved';
  throw new AppError('INVALID_ARGUMENT', `"reason": ${problem}.`, { fields: [{ field: 'reason', problem }] });
}

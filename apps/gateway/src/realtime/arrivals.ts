import { AppError, mayDo, type Role } from '#contracts';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';

/**
 * When thousands come back together, so many are welcomed at once and the others wait for their turn: the desk answers
 * some instead of none. The staff do not wait, since conversations are taken from who is away for long.
 */
export class Arrivals {
  private readonly turns: BulkheadPolicy;

  constructor(atOnce: number, waiting: number) {
    this.turns = bulkhead(atOnce, waiting);
  }

  /** @throws AppError UNAVAILABLE when too many wait already, or what `welcome` throws. */
  async receive(role: Role, welcome: () => Promise<void>): Promise<void> {
    if (mayDo(role, 'staff')) return welcome();
    try {
      await this.turns.execute(welcome);
    } catch (error) {
      if (!(error instanceof BulkheadRejectedError)) throw error;
      throw new AppError('UNAVAILABLE', 'Too many come at once. Connect again shortly.');
    }
  }
}

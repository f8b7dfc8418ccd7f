import { AppError } from '#contracts';

/** Frames of one conversation that may wait for their turn. */
export const MAX_WAITING = 64;

/**
 * What one client asks of one conversation is done in the order in which it came: while one is on its way, the next
 * ones wait. Different conversations do not wait for each other.
 */
export class Lanes<Job> {
  private readonly lanes = new Map<string, Job[]>();

  /**
   * @param work settles a job; false when whatever waits behind it must fail as well, so that nothing overtakes it.
   * @param giveUp settles a job that is not done for that reason.
   */
  constructor(
    private readonly work: (job: Job) => Promise<boolean>,
    private readonly giveUp: (job: Job) => void,
  ) {}

  /** @throws AppError RATE_LIMITED when too many wait already. */
  add(lane: string, job: Job): void {
    const waiting = this.lanes.get(lane);
    if (!waiting) {
      this.lanes.set(lane, []);
      void this.drain(lane, job);
    } else if (waiting.length < MAX_WAITING) {
      waiting.push(job);
    } else {
      throw new AppError('RATE_LIMITED', 'Too many messages wait for their answer. Slow down.');
    }
  }

  private async drain(lane: string, first: Job): Promise<void> {
    const waiting = this.lanes.get(lane) ?? [];
    for (let job: Job | undefined = first; job !== undefined; job = waiting.shift()) {
      if (await this.work(job)) continue;
      for (const behind of waiting.splice(0)) this.giveUp(behind);
    }
    this.lanes.delete(lane);
  }
}

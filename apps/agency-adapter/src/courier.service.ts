import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppError, type Handover } from '#contracts';
import { NotYet } from '#messaging';
import { Logger } from '#observability';
import { DeskLink } from './desk-link';
import { Kind, type AgencyKind } from './kinds/agency-kind';

/** Brings handovers to the agency and tells the ledger what became of them. */
@Injectable()
export class Courier implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(Kind) private readonly kind: AgencyKind,
    private readonly desk: DeskLink,
    private readonly log: Logger,
  ) {}

  onModuleDestroy(): void {
    this.stopping.abort(new Error('The adapter stops.'));
  }

  /** The ledger knows what is still due: what JetStream carries once more is not delivered once more. */
  async carry(handover: Handover): Promise<void> {
    const { signal } = this.stopping;
    const handoverId = handover.id;
    try {
      const { due, waits } = await this.desk.insist('agency.*.report', { handoverId, step: 'taken' }, signal);
      if (waits) throw new NotYet('One of the same order from before is still on its way.');
      if (!due) return;
      const failed = (problem: string): void => this.noteFailure(handoverId, problem);
      const outcome = await this.kind.deliver(handover, { failed, signal });
      await this.desk.insist('agency.*.report', { handoverId, ...outcome }, signal);
      if (outcome.step === 'refused')
        this.log.error(
          { handoverId, problem: outcome.problem },
          'The agency refused a handover: it is a dead letter.',
        );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.log.error({ err: error, handoverId }, 'The ledger does not take this handover; it is dropped.');
    }
  }

  /** Best effort: the next failure is told as well. */
  private noteFailure(handoverId: string, problem: string): void {
    this.log.warn({ handoverId, problem }, 'A handover did not reach the agency; it will be tried again.');
    this.desk.ask('agency.*.report', { handoverId, step: 'failed', problem }).catch(() => undefined);
  }
}

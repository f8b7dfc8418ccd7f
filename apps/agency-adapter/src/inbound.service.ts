import { Inject, Injectable } from '@nestjs/common';
import { AppError, type ActDone, type AgencyWebhook } from '#contracts';
import { Logger } from '#observability';
import { DeskLink } from './desk-link';
import { Kind, type AgencyKind } from './kinds/agency-kind';

/** What the agency's system delivers to us. */
@Injectable()
export class Inbound {
  constructor(
    @Inject(Kind) private readonly kind: AgencyKind,
    private readonly desk: DeskLink,
    private readonly log: Logger,
  ) {}

  /** The desk acts once per delivery id. @throws AppError what was refused; it is logged. */
  async receive(webhook: AgencyWebhook): Promise<ActDone> {
    try {
      return await this.desk.ask('agency.*.act', this.kind.readWebhook(webhook));
    } catch (error) {
      const { code, message } =
        error instanceof AppError ? error : { code: 'INTERNAL', message: String(error) };
      this.log.warn(
        { deliveryId: webhook.id, code, problem: message },
        'A delivery of the agency was refused.',
      );
      throw error;
    }
  }
}

import { AppError, type AgencyBooks, type DeliveredAct, type Handover, type PartHealth } from '#contracts';
import type { AgencyKind, Outcome } from '../agency-kind';
import { digestOf } from '../digest';
import { toCard } from './mapper';

/** An agency without a system: its people work in our pages, where the ledger's row is the card that they see. */
export class Portal implements AgencyKind {
  async deliver(handover: Handover): Promise<Outcome> {
    const document = toCard(handover);
    return { step: 'delivered', digest: digestOf(JSON.stringify(document)), document };
  }

  async books(): Promise<AgencyBooks> {
    return { kept: false, entries: [] };
  }

  readWebhook(): DeliveredAct {
    throw new AppError('NOT_FOUND', 'This agency works in our pages and makes no deliveries.');
  }

  health(): PartHealth {
    return { name: 'portal', status: 'up' };
  }
}

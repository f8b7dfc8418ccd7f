import { AppError, type AgencyBooks, type DeliveredAct, type Handover, type PartHealth } from '#contracts';
import type { AgencyKind, Outcome } from '../agency-kind';
import { digestOf } from '../digest';
import { toDocument } from './mapper';

/** An agency whose system fetches from our API with its key: a handover lies ready until it is acknowledged. */
export class HttpPull implements AgencyKind {
  async deliver(handover: Handover): Promise<Outcome> {
    const document = toDocument(handover);
    return { step: 'available', digest: digestOf(JSON.stringify(document)), document };
  }

  async books(): Promise<AgencyBooks> {
    return { kept: false, entries: [] };
  }

  readWebhook(): DeliveredAct {
    throw new AppError('NOT_FOUND', 'This agency uses the API and makes no deliveries.');
  }

  health(): PartHealth {
    return { name: 'tray', status: 'up' };
  }
}

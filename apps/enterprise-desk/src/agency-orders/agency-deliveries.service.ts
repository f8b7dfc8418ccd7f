import { Injectable } from '@nestjs/common';
import { AppError } from '#contracts';
import { UnitOfWork } from '#database';
import { AgencyDeliveriesRepository } from './agency-deliveries.repository';

export interface Delivery {
  deliveryId: string;
  /** ISO 8601, to the second. */
  signedAt: string;
  digest: string;
}

/** Which deliveries of the agencies' systems have been acted on. */
@Injectable()
export class AgencyDeliveries {
  constructor(
    private readonly repository: AgencyDeliveriesRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * A sender that did not hear our answer signs the same delivery anew: it has been acted on.
   * @throws AppError CONFLICT when the very delivery comes again, or other content under its id.
   */
  async isRepeated(agencyCode: string, { deliveryId, signedAt, digest }: Delivery): Promise<boolean> {
    const known = await this.repository.find(agencyCode, deliveryId);
    if (!known) return false;
    if (known.digest !== digest)
      throw new AppError('CONFLICT', 'The delivery is refused: its id was used for other content.');
    if (known.signedAt.getTime() === Date.parse(signedAt))
      throw new AppError('CONFLICT', 'The delivery is refused: it is a replay.');
    return true;
  }

  record(agencyCode: string, { deliveryId, signedAt, digest }: Delivery, now: Date): Promise<void> {
    const row = { agencyCode, deliveryId, signedAt: new Date(signedAt), digest, receivedAt: now };
    return this.unitOfWork.run((tx) => this.repository.add(tx, row));
  }
}

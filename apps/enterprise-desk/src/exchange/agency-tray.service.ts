import { Injectable } from '@nestjs/common';
import type { AgencyHandoverView, Identity, Page, PageRequest } from '#contracts';
import { decodeIdCursor, pageSize, toPage } from '#database';
import { agencyOf } from '../agency-keys/agency-scope';
import { HandoversRepository } from './handovers.repository';
import { LedgerService } from './ledger.service';

/** What lies ready for an agency that fetches. */
@Injectable()
export class AgencyTrayService {
  constructor(
    private readonly repository: HandoversRepository,
    private readonly ledger: LedgerService,
  ) {}

  async list(identity: Identity, request: PageRequest): Promise<Page<AgencyHandoverView>> {
    const agencyCode = agencyOf(identity, 'handovers');
    const cursor = decodeIdCursor(request.cursor);
    const limit = pageSize(request.limit);
    const rows = await this.repository.listAvailable(agencyCode, cursor, limit + 1);
    return toPage(
      rows,
      limit,
      ({ id }) => [id],
      ({ id, kind, orderId, createdAt, document }) => ({
        id,
        kind,
        orderId,
        createdAt: createdAt.toISOString(),
        document: document ?? {},
      }),
    );
  }

  async acknowledge(identity: Identity, handoverId: string): Promise<void> {
    await this.ledger.acknowledge(agencyOf(identity, 'handovers'), handoverId);
  }
}

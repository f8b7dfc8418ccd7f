import { Controller } from '@nestjs/common';
import {
  AcknowledgeHandover,
  AgencyHandoverPage,
  HandoverDue,
  HandoverPage,
  HandoverView,
  LedgerBalance,
  ListHandovers,
  ListReconciliations,
  Nothing,
  PageRequest,
  ReconcileAgency,
  ReconciliationPage,
  ReconciliationView,
  ReplayHandover,
  ReportHandover,
} from '#contracts';
import { Handles, type AdapterCaller, type Caller } from '#messaging';
import { AgencyTrayService } from './agency-tray.service';
import { LedgerService } from './ledger.service';
import { ReconciliationService } from './reconciliation.service';

@Controller()
export class ExchangeHandler {
  constructor(
    private readonly ledger: LedgerService,
    private readonly tray: AgencyTrayService,
    private readonly reconciliation: ReconciliationService,
  ) {}

  @Handles('agency.*.report')
  report(request: ReportHandover, { agencyCode }: AdapterCaller): Promise<HandoverDue> {
    return this.ledger.report(agencyCode, request);
  }

  @Handles('desk.handover.list')
  list(request: ListHandovers): Promise<HandoverPage> {
    return this.ledger.list(request);
  }

  @Handles('desk.handover.replay')
  replay(request: ReplayHandover): Promise<HandoverView> {
    return this.ledger.replay(request);
  }

  @Handles('desk.handover.balance')
  balance(): Promise<LedgerBalance> {
    return this.ledger.balance();
  }

  @Handles('desk.reconciliation.run')
  reconcile({ agencyCode }: ReconcileAgency): Promise<ReconciliationView> {
    return this.reconciliation.run(agencyCode);
  }

  @Handles('desk.reconciliation.list')
  listReconciliations(request: ListReconciliations): Promise<ReconciliationPage> {
    return this.reconciliation.list(request);
  }

  @Handles('desk.agency-handover.list')
  listTray(request: PageRequest, { identity }: Caller): Promise<AgencyHandoverPage> {
    return this.tray.list(identity, request);
  }

  @Handles('desk.agency-handover.acknowledge')
  async acknowledge({ handoverId }: AcknowledgeHandover, { identity }: Caller): Promise<Nothing> {
    await this.tray.acknowledge(identity, handoverId);
    return {};
  }
}

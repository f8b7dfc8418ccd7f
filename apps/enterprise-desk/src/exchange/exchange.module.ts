import { Module } from '@nestjs/common';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { AgencyTrayService } from './agency-tray.service';
import { BookComparison } from './book-comparison.service';
import { ExchangeHandler } from './exchange.handler';
import { HandoversRepository } from './handovers.repository';
import { LedgerService } from './ledger.service';
import { OrderHandovers } from './order-handovers';
import { ReconciliationService } from './reconciliation.service';

@Module({
  imports: [WorkOrdersModule],
  controllers: [ExchangeHandler],
  providers: [
    AgencyTrayService,
    BookComparison,
    HandoversRepository,
    LedgerService,
    OrderHandovers,
    ReconciliationService,
  ],
  exports: [LedgerService],
})
export class ExchangeModule {}

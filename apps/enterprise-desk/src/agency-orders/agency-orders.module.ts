import { Module } from '@nestjs/common';
import { PersonalAccessModule } from '../personal-access/personal-access.module';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { AgencyDeliveriesRepository } from './agency-deliveries.repository';
import { AgencyDeliveries } from './agency-deliveries.service';
import { AgencyOrdersHandler } from './agency-orders.handler';
import { AgencyOrdersService } from './agency-orders.service';

@Module({
  imports: [PersonalAccessModule, WorkOrdersModule],
  controllers: [AgencyOrdersHandler],
  providers: [AgencyDeliveries, AgencyDeliveriesRepository, AgencyOrdersService],
})
export class AgencyOrdersModule {}

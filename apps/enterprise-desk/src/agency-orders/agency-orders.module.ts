import { Module } from '@nestjs/common';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { AgencyDeliveriesRepository } from './agency-deliveries.repository';
import { AgencyDeliveries } from './agency-deliveries.service';
import { AgencyOrdersHandler } from './agency-orders.handler';
import { AgencyOrdersService } from './agency-orders.service';

@Module({
  imports: [WorkOrdersModule],
  controllers: [AgencyOrdersHandler],
  providers: [AgencyDeliveries, AgencyDeliveriesRepository, AgencyOrdersService],
})
export class AgencyOrdersModule {}

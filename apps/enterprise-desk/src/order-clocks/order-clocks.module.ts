import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module';
import { LiveModule } from '../live/live.module';
import { OrderFactsModule } from '../order-rates/order-facts.module';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { CalendarAdministration } from './calendar-administration.service';
import { ClockKeeper } from './clock-keeper';
import { ClockPoliciesRepository } from './clock-policies.repository';
import { ClockPoliciesService } from './clock-policies.service';
import { ClockRevisions } from './clock-revisions.service';
import { ClockRevisionsRepository } from './clock-revisions.repository';
import { ClockTimers } from './clock-timers';
import { DueClocks } from './due-clocks';
import { OrderClocksHandler } from './order-clocks.handler';
import { OrderClocksRepository } from './order-clocks.repository';
import { OrderClocksService } from './order-clocks.service';
import { PolicyBook } from './policy-book';
import { RevisionBatch } from './revision-batch';
import { SupervisionService } from './supervision.service';

@Module({
  imports: [ClocksModule, LiveModule, OrderFactsModule, WorkOrdersModule],
  controllers: [OrderClocksHandler],
  providers: [
    CalendarAdministration,
    ClockKeeper,
    ClockPoliciesRepository,
    ClockPoliciesService,
    ClockRevisions,
    ClockRevisionsRepository,
    ClockTimers,
    DueClocks,
    OrderClocksRepository,
    OrderClocksService,
    PolicyBook,
    RevisionBatch,
    SupervisionService,
  ],
  exports: [OrderClocksService],
})
export class OrderClocksModule {}

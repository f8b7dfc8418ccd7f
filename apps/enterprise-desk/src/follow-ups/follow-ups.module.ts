import { Module } from '@nestjs/common';
import { MessagesModule } from '../messages/messages.module';
import { OrderFactsModule } from '../order-rates/order-facts.module';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { FollowUpAnswers } from './follow-up-answers.service';
import { FollowUpOpener } from './follow-up-opener';
import { FollowUpsHandler } from './follow-ups.handler';
import { FollowUpsRepository } from './follow-ups.repository';
import { FollowUpsService } from './follow-ups.service';

@Module({
  imports: [MessagesModule, OrderFactsModule, WorkOrdersModule],
  controllers: [FollowUpsHandler],
  providers: [FollowUpAnswers, FollowUpOpener, FollowUpsRepository, FollowUpsService],
})
export class FollowUpsModule {}

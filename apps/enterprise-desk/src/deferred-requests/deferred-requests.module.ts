import { Module } from '@nestjs/common';
import { ClocksModule } from '../clocks/clocks.module';
import { DeferredRequestsHandler } from './deferred-requests.handler';
import { DeferredRequestsRepository } from './deferred-requests.repository';
import { DeferredRequestsService } from './deferred-requests.service';

@Module({
  imports: [ClocksModule],
  controllers: [DeferredRequestsHandler],
  providers: [DeferredRequestsRepository, DeferredRequestsService],
  exports: [DeferredRequestsService],
})
export class DeferredRequestsModule {}

import { Module } from '@nestjs/common';
import { DeferredRequestsHandler } from './deferred-requests.handler';
import { DeferredRequestsRepository } from './deferred-requests.repository';
import { DeferredRequestsService } from './deferred-requests.service';

@Module({
  controllers: [DeferredRequestsHandler],
  providers: [DeferredRequestsRepository, DeferredRequestsService],
  exports: [DeferredRequestsService],
})
export class DeferredRequestsModule {}

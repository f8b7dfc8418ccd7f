import { Module } from '@nestjs/common';
import { SeatsModule } from '../seats/seats.module';
import { OffersService } from './offers.service';
import { QueueRepository } from './queue.repository';
import { QueueService } from './queue.service';
import { RouterService } from './router.service';
import { RoutingRepository } from './routing.repository';

@Module({
  imports: [SeatsModule],
  providers: [OffersService, QueueRepository, QueueService, RouterService, RoutingRepository],
  exports: [OffersService, QueueService],
})
export class RoutingModule {}

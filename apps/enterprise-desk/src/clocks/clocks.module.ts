import { Module } from '@nestjs/common';
import { ServiceHoursHandler } from './service-hours.handler';
import { ServiceHoursRepository } from './service-hours.repository';
import { ServiceHoursService } from './service-hours.service';

@Module({
  controllers: [ServiceHoursHandler],
  providers: [ServiceHoursRepository, ServiceHoursService],
  exports: [ServiceHoursService],
})
export class ClocksModule {}

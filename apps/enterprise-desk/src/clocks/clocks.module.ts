import { Module } from '@nestjs/common';
import { CalendarRepository } from './calendar.repository';
import { CalendarService } from './calendar.service';
import { ServiceHoursHandler } from './service-hours.handler';
import { ServiceHoursRepository } from './service-hours.repository';
import { ServiceHoursService } from './service-hours.service';

@Module({
  controllers: [ServiceHoursHandler],
  providers: [CalendarRepository, CalendarService, ServiceHoursRepository, ServiceHoursService],
  exports: [CalendarService, ServiceHoursService],
})
export class ClocksModule {}

import { Controller } from '@nestjs/common';
import { Nothing, ServiceHoursView, ServiceStatusView } from '#contracts';
import { Handles, type AnyCaller, type Caller } from '#messaging';
import { ServiceHoursService } from './service-hours.service';

@Controller()
export class ServiceHoursHandler {
  constructor(private readonly serviceHours: ServiceHoursService) {}

  @Handles('desk.service-hours.get')
  get(_request: Nothing, _caller: AnyCaller): Promise<ServiceStatusView> {
    return this.serviceHours.status(new Date());
  }

  @Handles('desk.service-hours.set')
  set(hours: ServiceHoursView, _caller: Caller): Promise<ServiceStatusView> {
    return this.serviceHours.set(hours, new Date());
  }
}

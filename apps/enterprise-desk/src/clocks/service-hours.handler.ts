import { Controller } from '@nestjs/common';
import { ServiceHoursView, ServiceStatusView } from '#contracts';
import { Handles } from '#messaging';
import { ServiceHoursService } from './service-hours.service';

@Controller()
export class ServiceHoursHandler {
  constructor(private readonly serviceHours: ServiceHoursService) {}

  @Handles('desk.service-hours.get')
  get(): Promise<ServiceStatusView> {
    return this.serviceHours.status(new Date());
  }

  @Handles('desk.service-hours.set')
  set(hours: ServiceHoursView): Promise<ServiceStatusView> {
    return this.serviceHours.set(hours, new Date());
  }
}

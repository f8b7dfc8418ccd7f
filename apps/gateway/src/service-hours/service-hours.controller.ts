import { Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Nothing, ServiceHoursView } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('service-hours')
@Controller('service-hours')
export class ServiceHoursController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.service-hours.get', 'When people answer, and whether they do now')
  get(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.service-hours.get', input, caller);
  }

  @Put()
  @Asks('desk.service-hours.set', 'Set the service hours')
  set(@Input() input: ServiceHoursView, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.service-hours.set', input, caller);
  }
}

import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AcknowledgeHandover, PageRequest } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('agency')
@Controller('agency/handovers')
export class AgencyHandoversController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.agency-handover.list', 'What lies ready for the agency, the oldest first (scope handovers)')
  list(@Input() input: PageRequest, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-handover.list', input, caller);
  }

  @Post(':handoverId/acknowledge')
  @HttpCode(204)
  @Asks('desk.agency-handover.acknowledge', 'The agency has it now: it is delivered (scope handovers)')
  acknowledge(@Input() input: AcknowledgeHandover, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-handover.acknowledge', input, caller);
  }
}

import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PageRequest } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('deferred-requests')
@Controller('deferred-requests')
export class DeferredRequestsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.deferred-request.list', 'Call-backs and requests left for later')
  list(@Input() input: PageRequest, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.deferred-request.list', input, caller);
  }
}

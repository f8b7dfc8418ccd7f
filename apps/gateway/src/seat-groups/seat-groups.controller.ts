import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Nothing } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('seats')
@Controller('seat-groups')
export class SeatGroupsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.seat-group.list', 'Seat groups and the agencies that they serve')
  list(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.seat-group.list', input, caller);
  }
}

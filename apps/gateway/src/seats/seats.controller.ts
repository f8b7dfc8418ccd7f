import { Controller, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CreateStaff, ListSeats, SetSeatState } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('seats')
@Controller('seats')
export class SeatsController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.seat.list', 'Seats, by seat group and state')
  list(@Input() input: ListSeats, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.seat.list', input, caller);
  }

  @Post()
  @Asks('desk.seat.create', 'Create a staff account')
  create(@Input() input: CreateStaff, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.seat.create', input, caller);
  }

  @Put('me/state')
  @Asks('desk.seat.set-state', 'Go on duty, away, wrapping up or off duty')
  setState(@Input() input: SetSeatState, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.seat.set-state', input, caller);
  }
}

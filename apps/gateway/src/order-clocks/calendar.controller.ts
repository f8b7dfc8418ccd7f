import { Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CalendarYear, CalendarYearRef } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('clocks')
@Controller('calendar')
export class CalendarController {
  constructor(private readonly bus: Bus) {}

  @Get(':year')
  @Asks('desk.calendar.get', 'The holidays and make-up days of a year')
  get(@Input() input: CalendarYearRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.calendar.get', input, caller);
  }

  @Put(':year')
  @Asks('desk.calendar.set', 'Set or publish a year; running clocks are recomputed')
  set(@Input() input: CalendarYear, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.calendar.set', input, caller);
  }
}

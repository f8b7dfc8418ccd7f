import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { GetOrderRates, ListOrderRateCases } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('metrics')
@Controller('order-rates')
export class OrderRatesController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks(
    'desk.order-rate.get',
    'The rates of work orders, with their definitions, by matter, agency, district or channel',
  )
  get(@Input() input: GetOrderRates, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.order-rate.get', input, caller);
  }

  @Get(':name/cases')
  @Asks('desk.order-rate.cases', 'The very orders behind a number')
  listCases(@Input() input: ListOrderRateCases, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.order-rate.cases', input, caller);
  }
}

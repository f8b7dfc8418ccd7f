import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { ActAsAgency, ListWorkOrders, OrderRef, ReadOrderContact } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';
import { passOn } from '../http/passed-on';

@ApiTags('agency')
@Controller('agency/orders')
export class AgencyOrdersController {
  constructor(private readonly bus: Bus) {}

  @Get()
  @Asks('desk.agency-order.list', "The agency's orders, with filters (scope orders:read)")
  list(@Input() input: ListWorkOrders, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.agency-order.list', input, caller);
  }

  @Get(':orderId')
  @Asks('desk.agency-order.get', 'One order (scope orders:read)')
  get(@Input() input: OrderRef, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.agency-order.get', input, caller);
  }

  @Get(':orderId/contact')
  @Asks(
    'desk.agency-order.contact',
    'The phone number of an order, whole; who reads it says what for, which is recorded (scope orders:act)',
  )
  getContact(@Input() input: ReadOrderContact, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.agency-order.contact', input, caller);
  }

  @Post(':orderId/:action')
  @HttpCode(200)
  @Asks(
    'desk.agency-order.act',
    'Sign for it, return it, tell of the first contact, ask for an extension, note progress, reply (scope orders:act)',
  )
  act(@Input() input: ActAsAgency, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.agency-order.act', input, caller);
  }
}

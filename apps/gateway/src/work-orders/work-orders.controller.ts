import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type {
  ActOnOrder,
  CreateWorkOrder,
  ListOrderHistory,
  ListWorkOrders,
  Nothing,
  OrderRef,
} from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';
import { passOn } from '../http/passed-on';

@ApiTags('work-orders')
@Controller('work-orders')
export class WorkOrdersController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @Asks('desk.work-order.create', 'Take an order down: from a conversation, by phone, or from another system')
  create(@Input() input: CreateWorkOrder, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.work-order.create', input, caller);
  }

  @Get()
  @Asks(
    'desk.work-order.list',
    'Orders, newest first: all that one may see, by status, agency, matter, enterprise and supervision',
  )
  list(@Input() input: ListWorkOrders, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.work-order.list', input, caller);
  }

  @Get('reasons')
  @Asks('desk.work-order.reasons', 'Why an order may be returned or declined, with the right channel')
  listReasons(@Input() input: Nothing, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.work-order.reasons', input, caller);
  }

  @Get(':orderId')
  @Asks('desk.work-order.get', 'One order, with what the caller may do with it now')
  get(@Input() input: OrderRef, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.work-order.get', input, caller);
  }

  @Get(':orderId/history')
  @Asks('desk.work-order.history', 'Everything that was done with an order, from the first on')
  listHistory(@Input() input: ListOrderHistory, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.work-order.history', input, caller);
  }

  @Get(':orderId/similar')
  @Asks('desk.work-order.similar', 'Open orders of the same enterprise about the same matter, for merging')
  listSimilar(@Input() input: OrderRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.work-order.similar', input, caller);
  }

  @Post(':orderId/actions')
  @HttpCode(200)
  @Asks('desk.work-order.act', 'Do something with an order')
  act(@Input() input: ActOnOrder, @Caller() caller: RequestOptions) {
    return passOn(this.bus, 'desk.work-order.act', input, caller);
  }
}

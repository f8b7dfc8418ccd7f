import { Controller } from '@nestjs/common';
import {
  ActAsAgency,
  ActDone,
  DeliveredAct,
  ListWorkOrders,
  OrderContact,
  OrderRef,
  ReadOrderContact,
  WorkOrderPage,
  WorkOrderView,
} from '#contracts';
import { Handles, type AdapterCaller, type Caller } from '#messaging';
import { AgencyOrdersService } from './agency-orders.service';

@Controller()
export class AgencyOrdersHandler {
  constructor(private readonly orders: AgencyOrdersService) {}

  @Handles('agency.*.act')
  receive(request: DeliveredAct, { agencyCode }: AdapterCaller): Promise<ActDone> {
    return this.orders.receive(agencyCode, request);
  }

  @Handles('desk.agency-order.list')
  list(request: ListWorkOrders, { identity }: Caller): Promise<WorkOrderPage> {
    return this.orders.list(identity, request);
  }

  @Handles('desk.agency-order.get')
  get({ orderId }: OrderRef, { identity }: Caller): Promise<WorkOrderView> {
    return this.orders.get(identity, orderId);
  }

  @Handles('desk.agency-order.contact')
  contact(request: ReadOrderContact, { identity }: Caller): Promise<OrderContact> {
    return this.orders.contact(identity, request);
  }

  @Handles('desk.agency-order.act')
  act(request: ActAsAgency, { identity }: Caller): Promise<ActDone> {
    return this.orders.act(identity, request);
  }
}

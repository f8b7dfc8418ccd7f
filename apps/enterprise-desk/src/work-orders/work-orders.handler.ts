import { Controller } from '@nestjs/common';
import {
  ActOnOrder,
  type ContactReadingView,
  CreateWorkOrder,
  type EventEnvelope,
  ListOrderHistory,
  ListWorkOrders,
  Nothing,
  OrderHistory,
  OrderReasons,
  OrderRef,
  SimilarOrders,
  WorkOrderCreated,
  WorkOrderPage,
  WorkOrderView,
} from '#contracts';
import { Consumes, Handles, type Caller } from '#messaging';
import { PersonalAccesses } from '../personal-access/personal-accesses.service';
import { DeferredOrdersService } from './deferred-orders.service';
import { actorOf } from './order-actor';
import { OrderCreationService } from './order-creation.service';
import { DECLINED_CLASSES, RETURN_REASONS } from './order-reasons';
import { WorkOrdersService } from './work-orders.service';

const MAX_READINGS = 200;

@Controller()
export class WorkOrdersHandler {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly creation: OrderCreationService,
    private readonly deferred: DeferredOrdersService,
    private readonly accesses: PersonalAccesses,
  ) {}

  @Handles('desk.work-order.create')
  create(request: CreateWorkOrder, { identity }: Caller): Promise<WorkOrderCreated> {
    return this.creation.create(identity, request);
  }

  @Handles('desk.work-order.get')
  async get({ orderId }: OrderRef, { identity }: Caller): Promise<WorkOrderView> {
    return this.orders.get(actorOf(identity), orderId);
  }

  @Handles('desk.work-order.list')
  async list(request: ListWorkOrders, { identity }: Caller): Promise<WorkOrderPage> {
    return this.orders.list(actorOf(identity), request);
  }

  @Handles('desk.work-order.history')
  async history(request: ListOrderHistory, { identity }: Caller): Promise<OrderHistory> {
    const page = await this.orders.history(actorOf(identity), request);
    const contactReadings = request.cursor === undefined ? await this.contactReadings(request.orderId) : [];
    return { ...page, contactReadings };
  }

  @Handles('desk.work-order.act')
  async act(request: ActOnOrder, { identity }: Caller): Promise<WorkOrderView> {
    return this.orders.act(actorOf(identity), request);
  }

  @Handles('desk.work-order.similar')
  async similar({ orderId }: OrderRef, { identity }: Caller): Promise<SimilarOrders> {
    return { orders: await this.orders.similar(actorOf(identity), orderId) };
  }

  @Handles('desk.work-order.reasons')
  reasons(_request: Nothing): Promise<OrderReasons> {
    const returns = RETURN_REASONS.map((one) => ({ ...one, action: 'return' as const, channel: null }));
    const declines = DECLINED_CLASSES.map((one) => ({ ...one, action: 'decline' as const }));
    return Promise.resolve({ reasons: [...returns, ...declines] });
  }

  private async contactReadings(subjectId: string): Promise<ContactReadingView[]> {
    const { items } = await this.accesses.list({ subjectId, limit: MAX_READINGS });
    return items.map(({ at, actorName, role, agencyCode, reason }) => ({
      ...{ at, actorName, role, agencyCode, reason },
    }));
  }

  @Consumes('desk.evt.request.deferred')
  takeDeferred(event: EventEnvelope<'desk.evt.request.deferred'>): Promise<void> {
    return this.deferred.take(event);
  }

  @Consumes('desk.evt.request.withdrawn')
  withdrawDeferred(event: EventEnvelope<'desk.evt.request.withdrawn'>): Promise<void> {
    return this.deferred.withdraw(event);
  }
}

import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ActAsAgency,
  type ActDone,
  type ActOnOrder,
  type DeliveredAct,
  type Identity,
  type ListWorkOrders,
  type OrderContact,
  type Page,
  type ReadOrderContact,
  type WorkOrderView,
} from '#contracts';
import { agencyOf } from '../agency-keys/agency-scope';
import { PersonalAccesses } from '../personal-access/personal-accesses.service';
import { THE_DESK, type OrderActor } from '../work-orders/order-actor';
import { WorkOrdersService } from '../work-orders/work-orders.service';
import { AgencyDeliveries } from './agency-deliveries.service';

/** An act that names no version meets whatever others do meanwhile. */
const TRIES_WITHOUT_VERSION = 5;

/** What agencies do with the orders that they have been given, over the API or by deliveries of their systems. */
@Injectable()
export class AgencyOrdersService {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly deliveries: AgencyDeliveries,
    private readonly accesses: PersonalAccesses,
  ) {}

  list(identity: Identity, request: ListWorkOrders): Promise<Page<WorkOrderView>> {
    return this.orders.list(actorOf(agencyOf(identity, 'orders:read'), identity), request);
  }

  get(identity: Identity, orderId: string): Promise<WorkOrderView> {
    return this.orders.get(actorOf(agencyOf(identity, 'orders:read'), identity), orderId);
  }

  /** Whom to call; that it was read is recorded. */
  async contact(identity: Identity, { orderId, reason }: ReadOrderContact): Promise<OrderContact> {
    const actor = actorOf(agencyOf(identity, 'orders:act'), identity);
    const encrypted = await this.orders.phoneOf(actor, orderId);
    const wanted = { subject: 'order' as const, subjectId: orderId, reason };
    return { orderId, ...(await this.accesses.reveal(identity, wanted, { phone: encrypted })) };
  }

  async act(identity: Identity, request: ActAsAgency): Promise<ActDone> {
    const agencyCode = agencyOf(identity, 'orders:act');
    return this.actAs(actorOf(agencyCode, identity), request);
  }

  /** Once per delivery. @throws AppError CONFLICT for a replay. */
  async receive(agencyCode: string, delivery: DeliveredAct, now = new Date()): Promise<ActDone> {
    const { deliveryId, signedAt, digest, ...act } = delivery;
    const isRepeated = await this.deliveries.isRepeated(agencyCode, { deliveryId, signedAt, digest });
    const actor = actorOf(agencyCode);
    if (isRepeated) return this.asItIs(act.orderId);
    const done = await this.actAs(actor, { ...act, idempotencyKey: deliveryId });
    await this.deliveries.record(agencyCode, { deliveryId, signedAt, digest }, now);
    return done;
  }

  /** What an agency has done it is told again, whether it has the order still or not. */
  private async actAs(actor: OrderActor, request: ActAsAgency): Promise<ActDone> {
    try {
      return await this.tryToAct(actor, request);
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'NOT_FOUND';
      if (isGone && (await this.orders.hasDone(actor, request))) return this.asItIs(request.orderId);
      throw error;
    }
  }

  private async asItIs(orderId: string): Promise<ActDone> {
    return doneOf(await this.orders.get(THE_DESK, orderId));
  }

  private async tryToAct(actor: OrderActor, request: ActAsAgency): Promise<ActDone> {
    const { version } = request;
    if (version !== undefined) return doneOf(await this.orders.act(actor, { ...request, version }));
    for (let tries = 1; ; tries += 1) {
      const seen = await this.orders.get(actor, request.orderId);
      const asSeen: ActOnOrder = { ...request, version: seen.version };
      try {
        return doneOf(await this.orders.act(actor, asSeen));
      } catch (error) {
        if (tries === TRIES_WITHOUT_VERSION || !movedOn(error, seen.version)) throw error;
      }
    }
  }
}

/** Somebody else acted between our look and our act. */
const movedOn = (error: unknown, version: number): boolean =>
  error instanceof AppError &&
  error.code === 'CONFLICT' &&
  error.details?.['version'] !== undefined &&
  error.details['version'] !== version;

const actorOf = (agencyCode: string, identity?: Identity): OrderActor => ({
  kind: 'agency',
  id: identity?.partyId ?? null,
  name: identity?.name ?? agencyCode,
  agencyCode,
  oversees: false,
});

const doneOf = ({ id, number, version, status }: WorkOrderView): ActDone => ({
  orderId: id,
  number,
  version,
  status,
});

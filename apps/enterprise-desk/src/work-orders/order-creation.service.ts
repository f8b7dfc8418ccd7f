import { Injectable } from '@nestjs/common';
import { AppError, type CreateWorkOrder, type Identity, type WorkOrderCreated } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { MessagesService } from '../messages/messages.service';
import { newOrder } from './new-order';
import { actorKey, actorOf, type OrderActor } from './order-actor';
import { OrderIntake } from './order-intake';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder } from './order-recorder';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersRepository } from './work-orders.repository';
import { WorkOrdersService } from './work-orders.service';

/** Taking an order down: from a conversation, a call, or another system. */
@Injectable()
export class OrderCreationService {
  constructor(
    private readonly intake: OrderIntake,
    private readonly numbers: OrderNumbers,
    private readonly recorder: OrderRecorder,
    private readonly repository: WorkOrdersRepository,
    private readonly orders: WorkOrdersService,
    private readonly messages: MessagesService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Repeated under its idempotency key it answers with the order that there is. */
  async create(identity: Identity, request: CreateWorkOrder, now = new Date()): Promise<WorkOrderCreated> {
    const actor = actorOf(identity);
    const known = await this.repository.findDone(actorKey(actor), request.idempotencyKey);
    const orderId = known?.orderId ?? (await this.add(identity, actor, request, now));
    const [order, similar] = await Promise.all([
      this.orders.get(actor, orderId),
      this.orders.similar(actor, orderId),
    ]);
    return { ...order, similar };
  }

  private async add(
    identity: Identity,
    actor: OrderActor,
    request: CreateWorkOrder,
    now: Date,
  ): Promise<string> {
    const conversation = await this.intake.conversationOf(identity, request);
    const about = await this.intake.aboutOf(request, conversation);
    const number = await this.numbers.next(now);
    const { idempotencyKey } = request;
    try {
      return await this.unitOfWork.run(async (tx) => {
        const concerned = await this.intake.concernedOf(tx, request, conversation);
        const order = newOrder({ ...about, ...concerned, number, handlerId: identity.partyId, now });
        const viewerIds = [identity.partyId, ...(request.viewerIds ?? [])];
        await this.recorder.create(tx, order, { actor, now, idempotencyKey, viewerIds });
        await this.tellConversation(tx, order, identity);
        return order.id;
      });
    } catch (error) {
      const known = await this.repository.findDone(actorKey(actor), idempotencyKey);
      if (error instanceof AppError && error.code === 'CONFLICT' && known) return known.orderId;
      throw error;
    }
  }

  /** The business sees that an order was made of its conversation, but for a confidential one. */
  private async tellConversation(
    tx: Transaction,
    order: WorkOrder,
    { partyId, name }: Identity,
  ): Promise<void> {
    const { conversationId, id: orderId, number, confidential } = order;
    if (conversationId === null) return;
    const params = {
      actorId: partyId,
      actorName: name,
      orderId,
      number,
      ...(confidential ? { unseen: true } : {}),
    };
    await this.messages.record(tx, { conversationId, system: { code: 'order-created', params } });
  }
}

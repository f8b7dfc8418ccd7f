import { Injectable } from '@nestjs/common';
import { AppError, type CreateWorkOrder, type Identity, type WorkOrderCreated } from '#contracts';
import { UnitOfWork } from '#database';
import { newOrder } from './new-order';
import { actorKey, actorOf } from './order-actor';
import { OrderIntake } from './order-intake';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder } from './order-recorder';
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
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Repeated under its idempotency key it answers with the order that there is. */
  async create(identity: Identity, request: CreateWorkOrder, now = new Date()): Promise<WorkOrderCreated> {
    const actor = actorOf(identity);
    const conversation = await this.intake.conversationOf(identity, request);
    const about = await this.intake.aboutOf(request, conversation);
    const number = await this.numbers.next(now);
    const { idempotencyKey } = request;
    try {
      const created = await this.unitOfWork.run(async (tx) => {
        const concerned = await this.intake.concernedOf(tx, request, conversation);
        const order = newOrder({ ...about, ...concerned, number, handlerId: identity.partyId, now });
        const viewerIds = [identity.partyId, ...(request.viewerIds ?? [])];
        await this.recorder.create(tx, order, { actor, now, idempotencyKey, viewerIds });
        await this.intake.tellConversation(tx, order, actor);
        return { order, view: await this.orders.viewOf(actor, { order, agencies: [] }, tx) };
      });
      return { ...created.view, similar: await this.orders.similarTo(actor, created.order) };
    } catch (error) {
      // Its key is taken: it has been taken down before.
      const known =
        error instanceof AppError && error.code === 'CONFLICT'
          ? await this.repository.findDone(actorKey(actor), idempotencyKey)
          : null;
      if (!known) throw error;
      const similar = await this.orders.similar(actor, known.orderId);
      return { ...(await this.orders.get(actor, known.orderId)), similar };
    }
  }
}

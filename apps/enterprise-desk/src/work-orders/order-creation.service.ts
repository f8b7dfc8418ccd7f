import { Injectable } from '@nestjs/common';
import {
  type ConversationView,
  type CreateWorkOrder,
  type Identity,
  type WorkOrderCreated,
} from '#contracts';
import { Batcher, UnitOfWork, type Waiting } from '#database';
import { currentContext } from '#observability';
import { newOrder } from './new-order';
import { actorOf } from './order-actor';
import { OrderIntake, type About, type Concerned } from './order-intake';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder, type Creation } from './order-recorder';
import type { WorkOrder } from './work-order.entity';
import { WorkOrdersService } from './work-orders.service';

interface Taking {
  identity: Identity;
  request: CreateWorkOrder;
  conversation: ConversationView | undefined;
  about: About;
  now: Date;
  requestId: string | undefined;
}

const MAX_BATCH = 100;
/** One batch is worked out while another is being written. */
const LANES = 2;

/** Taking orders down: from a conversation, a call, or another system; those that come at the same moment together. */
@Injectable()
export class OrderCreationService {
  private readonly batches = new Batcher<Taking, WorkOrder | undefined>({
    write: (batch) => this.write(batch),
    keyOf: ({ identity, request }) => `${identity.partyId} ${request.idempotencyKey}`,
    maxBatch: MAX_BATCH,
    lanes: LANES,
  });

  constructor(
    private readonly intake: OrderIntake,
    private readonly numbers: OrderNumbers,
    private readonly recorder: OrderRecorder,
    private readonly orders: WorkOrdersService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Repeated under its idempotency key it answers with the order that there is. */
  async create(identity: Identity, request: CreateWorkOrder, now = new Date()): Promise<WorkOrderCreated> {
    const actor = actorOf(identity);
    const conversation = await this.intake.conversationOf(identity, request);
    const about = await this.intake.aboutOf(request, conversation);
    const requestId = currentContext()?.requestId;
    const order = await this.batches.add({ identity, request, conversation, about, now, requestId });
    if (order)
      return { ...this.orders.viewOfNew(actor, order), similar: await this.orders.similarTo(actor, order) };
    const orderId = await this.orders.takenUnder(actor, request.idempotencyKey);
    const similar = await this.orders.similar(actor, orderId);
    return { ...(await this.orders.get(actor, orderId)), similar };
  }

  /** Settles each with its order; with none when its key was used before. */
  private async write(batch: Waiting<Taking, WorkOrder | undefined>[]): Promise<void> {
    const takings = batch.map(({ item }) => item);
    const numbers = await this.numbers.take(takings.map(({ now }) => now));
    const orders = await this.unitOfWork.run(async (tx) => {
      const concerned = await this.intake.concernedOf(tx, takings);
      const creations = takings.flatMap((taking, i) => {
        const whom = concerned[i];
        return whom ? creationOf(taking, whom, numbers[i] ?? '') : [];
      });
      const made = await this.recorder.create(tx, creations);
      await this.intake.tellConversations(
        tx,
        creations.flatMap(({ order }, i) => {
          const identity = takings[i]?.identity;
          return identity && made.has(order) ? { order, identity } : [];
        }),
      );
      return creations.map(({ order }) => (made.has(order) ? order : undefined));
    });
    for (const [i, { resolve }] of batch.entries()) resolve(orders[i]);
  }
}

function creationOf(
  { identity, request, about, now, requestId }: Taking,
  concerned: Concerned,
  number: string,
): Creation {
  const order = newOrder({ ...about, ...concerned, number, handlerId: identity.partyId, now });
  const viewerIds = [identity.partyId, ...(request.viewerIds ?? [])];
  const { idempotencyKey } = request;
  return { order, actor: actorOf(identity), now, idempotencyKey, viewerIds, requestId };
}

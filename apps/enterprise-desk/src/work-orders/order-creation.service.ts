import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ConversationView,
  type CreateWorkOrder,
  type Identity,
  type WorkOrderCreated,
  type WorkOrderView,
} from '#contracts';
import { Batcher, UnitOfWork, type Transaction, type Waiting } from '#database';
import { currentContext } from '#observability';
import { newOrder } from './new-order';
import { actorOf } from './order-actor';
import { OrderDoor } from './order-door';
import type { OrderDeed } from './order-effects';
import { OrderIntake, type About, type Concerned } from './order-intake';
import { OrderNumbers } from './order-numbers';
import { OrderRecorder, type Creation } from './order-recorder';
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

/** Taking orders down: from a conversation, a call, or another system; those that come at the same moment together. */
@Injectable()
export class OrderCreationService {
  private readonly batches = new Batcher<Taking, WorkOrderView | undefined>({
    write: (batch) => this.write(batch),
    keyOf: ({ identity, request }) => `${identity.partyId} ${request.idempotencyKey}`,
    maxBatch: MAX_BATCH,
  });

  constructor(
    private readonly intake: OrderIntake,
    private readonly numbers: OrderNumbers,
    private readonly recorder: OrderRecorder,
    private readonly orders: WorkOrdersService,
    private readonly door: OrderDoor,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Repeated under its idempotency key it answers with the order that there is. */
  async create(identity: Identity, request: CreateWorkOrder, now = new Date()): Promise<WorkOrderCreated> {
    const actor = actorOf(identity);
    const conversation = await this.intake.conversationOf(identity, request);
    const about = await this.intake.aboutOf(request, conversation);
    const requestId = currentContext()?.requestId;
    const taken = await this.batches.add({ identity, request, conversation, about, now, requestId });
    if (taken) return { ...taken, similar: await this.orders.similarTo(actor, taken) };
    const orderId = await this.orders.takenUnder(actor, request.idempotencyKey);
    const similar = await this.orders.similar(actor, orderId);
    return { ...(await this.orders.get(actor, orderId)), similar };
  }

  /** Settles each with its order; with none when its key was used before. */
  private async write(batch: Waiting<Taking, WorkOrderView | undefined>[]): Promise<void> {
    const takings = batch.map(({ item }) => item);
    const numbers = await this.numbers.take(takings.map(({ now }) => now));
    const views = await this.unitOfWork.run(async (tx) => {
      const concerned = await this.intake.concernedOf(tx, takings);
      const creations = takings.flatMap((taking, i) => {
        const whom = concerned[i];
        return whom ? { taking, ...creationOf(taking, whom, numbers[i] ?? '') } : [];
      });
      const made = await this.recorder.create(tx, creations);
      const fresh = creations.filter(({ order }) => made.has(order));
      const dispatched = await this.dispatch(
        tx,
        fresh.filter(({ taking }) => taking.request.dispatch),
      );
      // Last: until the commit nobody else writes in these conversations.
      await this.intake.tellConversations(tx, fresh);
      return creations.map(({ order, actor }) =>
        made.has(order) ? (dispatched.get(order.id) ?? this.orders.viewOfNew(actor, order)) : undefined,
      );
    });
    for (const [i, { resolve }] of batch.entries()) resolve(views[i]);
  }

  /** @throws AppError why one of them cannot be dispatched: then none has been taken down. */
  private async dispatch(
    tx: Transaction,
    creations: readonly Creation[],
  ): Promise<Map<string, WorkOrderView>> {
    if (creations.length === 0) return new Map();
    const deeds = creations.map(({ order, actor, now, idempotencyKey, requestId }): OrderDeed => {
      const key = `${idempotencyKey}:dispatch`;
      const request = { orderId: order.id, version: order.version, idempotencyKey: key };
      return { request: { ...request, action: 'dispatch' }, actor, now, requestId };
    });
    const outcomes = await this.door.pass(
      tx,
      deeds,
      creations.map(({ order }) => order),
    );
    return new Map(
      outcomes.map((outcome) => {
        if (outcome instanceof AppError) throw outcome;
        return [outcome.id, outcome];
      }),
    );
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
  const goesOn = request.dispatch ?? false;
  return { order, actor: actorOf(identity), now, idempotencyKey, viewerIds, requestId, goesOn };
}

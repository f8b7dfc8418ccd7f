import { createHash } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  AppError,
  checkFile,
  mayDo,
  type OrderAttachmentContent,
  type OrderAttachmentView,
  type Identity,
  type UploadAttachment,
} from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { agencyOf } from '../agency-keys/agency-scope';
import { actorOf } from '../work-orders/order-actor';
import { OrderListeners, type OrderActed } from '../work-orders/order-listeners';
import { WorkOrdersService } from '../work-orders/work-orders.service';
import type { Attachment } from './attachment.entity';
import { AttachmentsRepository } from './attachments.repository';

/** Files that agencies add to their replies. */
@Injectable()
export class AttachmentsService implements OnModuleInit {
  constructor(
    private readonly repository: AttachmentsRepository,
    private readonly listeners: OrderListeners,
    private readonly orders: WorkOrdersService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  onModuleInit(): void {
    this.listeners.add((tx, acted) => this.follow(tx, acted));
  }

  /**
   * @throws AppError INVALID_ARGUMENT when the file is not what it is called, CONFLICT when another file came under the
   * same key.
   */
  async upload(
    identity: Identity,
    request: UploadAttachment,
    now = new Date(),
  ): Promise<OrderAttachmentView> {
    const agencyCode = agencyOf(identity, 'orders:act');
    const content = Buffer.from(request.content, 'base64');
    const { name, mediaType, idempotencyKey } = request;
    checkFile(name, content, mediaType);
    const attachment: Attachment = {
      id: uuidv7(),
      agencyCode,
      name,
      mediaType,
      bytes: content.length,
      digest: createHash('sha256').update(content).digest('hex'),
      content,
      uploadedBy: identity.partyId,
      idempotencyKey,
      createdAt: now,
      sentAt: null,
    };
    return this.unitOfWork.run(async (tx) => {
      await this.repository.add(tx, attachment);
      const kept = await this.repository.getByKey(tx, identity.partyId, idempotencyKey);
      if (kept.digest !== attachment.digest)
        throw new AppError('CONFLICT', 'Another file was uploaded under this key.');
      return viewOf(kept);
    });
  }

  /** An agency reads its own, and everybody those of the orders that they see. */
  async get(identity: Identity, id: string): Promise<OrderAttachmentContent> {
    const agencyCode = mayDo(identity.role, 'staff') ? undefined : agencyOf(identity, 'orders:read');
    const found = await this.repository.findWithContent(id);
    const mayRead = found && (found.agencyCode === agencyCode || (await this.seesOrderOf(identity, id)));
    if (!mayRead) throw new AppError('NOT_FOUND', 'No such attachment.');
    return { ...viewOf(found), content: found.content.toString('base64') };
  }

  private async seesOrderOf(identity: Identity, id: string): Promise<boolean> {
    if (!mayDo(identity.role, 'handle-orders')) return false;
    return this.orders.seesAny(actorOf(identity), await this.repository.ordersOf(id));
  }

  /** What goes with an action stays as long as the order. */
  private async follow(tx: Transaction, acted: readonly OrderActed[]): Promise<void> {
    for (const { order, actor, request, now } of acted) {
      const ids = [...new Set(request.attachmentIds)];
      if (ids.length === 0) continue;
      const sending = { agencyCode: actor.agencyCode ?? '', orderId: order.id };
      if ((await this.repository.markSent(tx, sending, ids, now)) < ids.length)
        throw wrong('attachmentIds', 'names something that was not uploaded by your agency');
    }
  }
}

const wrong = (field: string, problem: string): AppError =>
  new AppError('INVALID_ARGUMENT', `${field} ${problem}.`, { fields: [{ field, problem }] });

const viewOf = (attachment: Attachment): OrderAttachmentView => ({
  id: attachment.id,
  agencyCode: attachment.agencyCode,
  name: attachment.name,
  mediaType: attachment.mediaType,
  bytes: attachment.bytes,
  digest: attachment.digest,
  createdAt: attachment.createdAt.toISOString(),
});

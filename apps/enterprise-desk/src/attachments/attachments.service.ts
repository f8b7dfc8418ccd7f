import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  mayDo,
  type OrderAttachmentContent,
  type OrderAttachmentView,
  type Identity,
  type UploadAttachment,
} from '#contracts';
import { UnitOfWork } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { agencyOf } from '../agency-keys/agency-scope';
import type { Attachment } from './attachment.entity';
import { AttachmentsRepository } from './attachments.repository';

/** Files that agencies add to their replies. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly repository: AttachmentsRepository,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws AppError CONFLICT when another file came under the same key. */
  upload(identity: Identity, request: UploadAttachment, now = new Date()): Promise<OrderAttachmentView> {
    const agencyCode = agencyOf(identity, 'orders:act');
    const content = Buffer.from(request.content, 'base64');
    const { name, mediaType, idempotencyKey } = request;
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
    };
    return this.unitOfWork.run(async (tx) => {
      await this.repository.add(tx, attachment);
      const kept = await this.repository.getByKey(tx, identity.partyId, idempotencyKey);
      if (kept.digest !== attachment.digest)
        throw new AppError('CONFLICT', 'Another file was uploaded under this key.');
      return viewOf(kept);
    });
  }

  /** The desk's own people see them all, an agency its own. */
  async get(identity: Identity, id: string): Promise<OrderAttachmentContent> {
    const found = await this.repository.findWithContent(id);
    const mayRead = mayDo(identity.role, 'staff') || found?.agencyCode === agencyOf(identity, 'orders:read');
    if (!found || !mayRead) throw new AppError('NOT_FOUND', 'No such attachment.');
    return { ...viewOf(found), content: found.content.toString('base64') };
  }

  /** @throws AppError INVALID_ARGUMENT when one of them is not the agency's. */
  async checkOwn(agencyCode: string, ids: string[] | undefined): Promise<void> {
    if (!ids?.length) return;
    if ((await this.repository.countOf(agencyCode, ids)) < new Set(ids).size)
      throw new AppError('INVALID_ARGUMENT', 'An attachment is not there.', {
        fields: [{ field: 'attachmentIds', problem: 'names something that was not uploaded by your agency' }],
      });
  }
}

const viewOf = (attachment: Attachment): OrderAttachmentView => ({
  id: attachment.id,
  agencyCode: attachment.agencyCode,
  name: attachment.name,
  mediaType: attachment.mediaType,
  bytes: attachment.bytes,
  digest: attachment.digest,
  createdAt: attachment.createdAt.toISOString(),
});

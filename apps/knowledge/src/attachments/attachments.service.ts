import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AppError,
  checkFile,
  MAX_ATTACHMENT_SIZE,
  MAX_ATTACHMENTS,
  type AddAttachment,
  type AttachmentAdded,
  type AttachmentContent,
  type AttachmentRemoved,
  type GetAttachment,
  type Identity,
  type RemoveAttachment,
} from '#contracts';
import { v5 as uuidv5 } from 'uuid';
import { keeps } from '../articles/access';
import { ArticlesService } from '../articles/articles.service';
import { wrong } from '../articles/dates';
import { DraftsService } from '../articles/drafts.service';
import { AttachmentsRepository } from './attachments.repository';

const NAMESPACE = '0e7b2f0a-9a5f-5d0f-8f0e-2f1f6f6b7c11';

/** Files of articles. */
@Injectable()
export class AttachmentsService {
  constructor(
    private readonly attachments: AttachmentsRepository,
    private readonly drafts: DraftsService,
    private readonly articles: ArticlesService,
  ) {}

  /** @throws AppError INVALID_ARGUMENT when the file is not what it is called, or too much. */
  async add(request: AddAttachment, identity: Identity, now = new Date()): Promise<AttachmentAdded> {
    const { id: articleId, name, contentType, idempotencyKey } = request;
    const content = Buffer.from(request.content, 'base64');
    if (content.length > MAX_ATTACHMENT_SIZE)
      throw wrong('content', `is larger than ${MAX_ATTACHMENT_SIZE} bytes`);
    checkFile(name, content, contentType);
    const id = uuidv5(`${articleId} ${identity.partyId} ${idempotencyKey}`, NAMESPACE);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const attachment = { id, name, contentType, size: content.length, sha256 };
    const { version } = await this.drafts.attach(
      request,
      identity,
      async (tx, ids) => {
        if (ids.length >= MAX_ATTACHMENTS) {
          throw new AppError('INVALID_STATE', `An article has at most ${MAX_ATTACHMENTS} attachments.`);
        }
        await this.attachments.add(tx, {
          ...{ ...attachment, articleId, content },
          ...{ addedAt: now, addedBy: identity.partyId },
        });
        return [...ids, id];
      },
      now,
    );
    const { revision } = await this.articles.show({ id: articleId, version });
    return { attachment, revision, version };
  }

  /** Versions that had it before keep it. */
  async remove(request: RemoveAttachment, identity: Identity): Promise<AttachmentRemoved> {
    const { id: articleId, attachmentId } = request;
    const { version } = await this.drafts.attach(request, identity, async (tx, ids) => {
      if (!ids.includes(attachmentId)) throw unknownAttachment();
      await this.attachments.deleteUnlessKept(tx, articleId, attachmentId);
      return ids.filter((id) => id !== attachmentId);
    });
    const { revision } = await this.articles.show({ id: articleId, version });
    return { revision, version };
  }

  async get({ id, attachmentId }: GetAttachment, identity: Identity): Promise<AttachmentContent> {
    const found = await this.attachments.find(id, attachmentId);
    if (!found || !(found.published || keeps(identity, found.agencyCode))) throw unknownAttachment();
    const { name, contentType, size, sha256, content } = found;
    return { id: attachmentId, name, contentType, size, sha256, content: content.toString('base64') };
  }
}

const unknownAttachment = (): AppError => new AppError('NOT_FOUND', 'There is no such attachment.');

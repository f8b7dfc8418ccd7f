import { Controller } from '@nestjs/common';
import { AttachmentContent, AttachmentRef, AttachmentView, UploadAttachment } from '#contracts';
import { Handles, type Caller } from '#messaging';
import { AttachmentsService } from './attachments.service';

@Controller()
export class AttachmentsHandler {
  constructor(private readonly attachments: AttachmentsService) {}

  @Handles('desk.attachment.upload')
  upload(request: UploadAttachment, { identity }: Caller): Promise<AttachmentView> {
    return this.attachments.upload(identity, request);
  }

  @Handles('desk.attachment.get')
  get({ attachmentId }: AttachmentRef, { identity }: Caller): Promise<AttachmentContent> {
    return this.attachments.get(identity, attachmentId);
  }
}

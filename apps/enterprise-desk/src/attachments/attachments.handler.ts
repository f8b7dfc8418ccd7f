import { Controller } from '@nestjs/common';
import {
  OrderAttachmentContent,
  OrderAttachmentRef,
  OrderAttachmentView,
  UploadAttachment,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { AttachmentsService } from './attachments.service';

@Controller()
export class AttachmentsHandler {
  constructor(private readonly attachments: AttachmentsService) {}

  @Handles('desk.attachment.upload')
  upload(request: UploadAttachment, { identity }: Caller): Promise<OrderAttachmentView> {
    return this.attachments.upload(identity, request);
  }

  @Handles('desk.attachment.get')
  get({ attachmentId }: OrderAttachmentRef, { identity }: Caller): Promise<OrderAttachmentContent> {
    return this.attachments.get(identity, attachmentId);
  }
}

import { Controller } from '@nestjs/common';
import type {
  AddAttachment,
  AttachmentAdded,
  AttachmentContent,
  AttachmentRemoved,
  GetAttachment,
  RemoveAttachment,
  StagedFile,
  StageFile,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { AttachmentsService } from './attachments.service';
import { StagingService } from './staging.service';

@Controller()
export class AttachmentsHandler {
  constructor(
    private readonly attachments: AttachmentsService,
    private readonly staging: StagingService,
  ) {}

  @Handles('knowledge.attachment.add')
  add(request: AddAttachment, { identity }: Caller): Promise<AttachmentAdded> {
    return this.attachments.add(request, identity);
  }

  @Handles('knowledge.attachment.remove')
  remove(request: RemoveAttachment, { identity }: Caller): Promise<AttachmentRemoved> {
    return this.attachments.remove(request, identity);
  }

  @Handles('knowledge.attachment.get')
  get(request: GetAttachment, { identity }: Caller): Promise<AttachmentContent> {
    return this.attachments.get(request, identity);
  }

  @Handles('knowledge.attachment.stage')
  stage(request: StageFile, { identity }: Caller): Promise<StagedFile> {
    return this.staging.stage(request, identity);
  }
}

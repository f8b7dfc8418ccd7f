import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { OrderAttachmentRef, UploadAttachment } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { Input } from '../http/input.decorator';

@ApiTags('agency')
@Controller('agency/attachments')
export class AgencyAttachmentsController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @Asks('desk.attachment.upload', 'Upload a file of at most 4 MB for a reply (scope orders:act)')
  upload(@Input() input: UploadAttachment, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.attachment.upload', input, { ...caller, timeoutMs: 30_000 });
  }

  @Get(':attachmentId')
  @Asks('desk.attachment.get', "A file with its content; the desk's people use this, too")
  get(@Input() input: OrderAttachmentRef, @Caller() caller: RequestOptions) {
    return this.bus.request('desk.attachment.get', input, { ...caller, timeoutMs: 30_000 });
  }
}

import { Controller, Delete, Get, Post, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { AddAttachment, GetAttachment, RemoveAttachment } from '#contracts';
import { Bus, type RequestOptions } from '#messaging';
import { Asks } from '../auth/asks.decorator';
import { Caller } from '../auth/caller.decorator';
import { DownloadInterceptor } from '../http/download.interceptor';
import { Input } from '../http/input.decorator';

@ApiTags('articles')
@Controller('articles/:id/attachments')
export class AttachmentsController {
  constructor(private readonly bus: Bus) {}

  @Post()
  @Asks('knowledge.attachment.add', 'Add a file to the draft of an article')
  add(@Input() input: AddAttachment, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.attachment.add', input, caller);
  }

  @Delete(':attachmentId')
  @Asks('knowledge.attachment.remove', 'Take a file from the draft of an article')
  remove(@Input() input: RemoveAttachment, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.attachment.remove', input, caller);
  }

  @Get(':attachmentId')
  @UseInterceptors(DownloadInterceptor)
  @Asks('knowledge.attachment.get', 'Download a file')
  get(@Input() input: GetAttachment, @Caller() caller: RequestOptions) {
    return this.bus.request('knowledge.attachment.get', input, caller);
  }
}

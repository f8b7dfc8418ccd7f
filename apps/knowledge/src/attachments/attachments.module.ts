import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { AttachmentFilesModule } from './attachment-files.module';
import { AttachmentsHandler } from './attachments.handler';
import { AttachmentsService } from './attachments.service';

@Module({
  imports: [ArticlesModule, AttachmentFilesModule],
  controllers: [AttachmentsHandler],
  providers: [AttachmentsService],
  exports: [AttachmentsService],
})
export class AttachmentsModule {}

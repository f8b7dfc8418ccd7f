import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { AttachmentsHandler } from './attachments.handler';
import { AttachmentsRepository } from './attachments.repository';
import { AttachmentsService } from './attachments.service';

@Module({
  imports: [ArticlesModule],
  controllers: [AttachmentsHandler],
  providers: [AttachmentsRepository, AttachmentsService],
  exports: [AttachmentsService],
})
export class AttachmentsModule {}

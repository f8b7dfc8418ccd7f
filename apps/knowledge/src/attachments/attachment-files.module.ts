import { Module } from '@nestjs/common';
import { AttachmentsRepository } from './attachments.repository';
import { RecordFilesService } from './record-files.service';
import { StagedFilesRepository } from './staged-files.repository';
import { StagingService } from './staging.service';

/** Files by themselves; which article has which, the articles know. */
@Module({
  providers: [AttachmentsRepository, RecordFilesService, StagedFilesRepository, StagingService],
  exports: [AttachmentsRepository, RecordFilesService, StagingService],
})
export class AttachmentFilesModule {}

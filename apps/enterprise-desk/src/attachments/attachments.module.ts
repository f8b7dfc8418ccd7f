import { Module } from '@nestjs/common';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { AttachmentsHandler } from './attachments.handler';
import { AttachmentsRepository } from './attachments.repository';
import { AttachmentsService } from './attachments.service';
import { UnsentAttachments } from './unsent-attachments.service';

@Module({
  imports: [WorkOrdersModule],
  controllers: [AttachmentsHandler],
  providers: [AttachmentsRepository, AttachmentsService, UnsentAttachments],
})
export class AttachmentsModule {}

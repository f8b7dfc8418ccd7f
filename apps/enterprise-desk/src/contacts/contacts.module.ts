import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { EnterprisesModule } from '../enterprises/enterprises.module';
import { PersonalAccessModule } from '../personal-access/personal-access.module';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { ContactsHandler } from './contacts.handler';
import { ContactsService } from './contacts.service';

@Module({
  imports: [ConversationsModule, EnterprisesModule, PersonalAccessModule, WorkOrdersModule],
  controllers: [ContactsHandler],
  providers: [ContactsService],
})
export class ContactsModule {}

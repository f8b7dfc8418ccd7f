import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { EnterprisesModule } from '../enterprises/enterprises.module';
import { WorkOrdersModule } from '../work-orders/work-orders.module';
import { ContactsService } from './contacts.service';
import { PersonalAccessHandler } from './personal-access.handler';
import { PersonalAccessesRepository } from './personal-accesses.repository';
import { PersonalAccesses } from './personal-accesses.service';

@Module({
  imports: [ConversationsModule, EnterprisesModule, WorkOrdersModule],
  controllers: [PersonalAccessHandler],
  providers: [ContactsService, PersonalAccesses, PersonalAccessesRepository],
  exports: [PersonalAccesses],
})
export class PersonalAccessModule {}

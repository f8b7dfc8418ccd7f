import { Controller } from '@nestjs/common';
import {
  ListPersonalAccesses,
  PersonalAccessPage,
  UnmaskConversationContact,
  UnmaskedContact,
  UnmaskOrderContact,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { ContactsService } from './contacts.service';
import { PersonalAccesses } from './personal-accesses.service';

@Controller()
export class PersonalAccessHandler {
  constructor(
    private readonly contacts: ContactsService,
    private readonly accesses: PersonalAccesses,
  ) {}

  @Handles('desk.personal-access.of-order')
  ofOrder(request: UnmaskOrderContact, { identity }: Caller): Promise<UnmaskedContact> {
    return this.contacts.ofOrder(identity, request);
  }

  @Handles('desk.personal-access.of-conversation')
  ofConversation(request: UnmaskConversationContact, { identity }: Caller): Promise<UnmaskedContact> {
    return this.contacts.ofConversation(identity, request);
  }

  @Handles('desk.personal-access.list')
  list(request: ListPersonalAccesses): Promise<PersonalAccessPage> {
    return this.accesses.list(request);
  }
}

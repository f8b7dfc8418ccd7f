import { Controller } from '@nestjs/common';
import { UnmaskConversationContact, UnmaskedContact, UnmaskOrderContact } from '#contracts';
import { Handles, type Caller } from '#messaging';
import { ContactsService } from './contacts.service';

@Controller()
export class ContactsHandler {
  constructor(private readonly contacts: ContactsService) {}

  @Handles('desk.personal-access.of-order')
  ofOrder(request: UnmaskOrderContact, { identity }: Caller): Promise<UnmaskedContact> {
    return this.contacts.ofOrder(identity, request);
  }

  @Handles('desk.personal-access.of-conversation')
  ofConversation(request: UnmaskConversationContact, { identity }: Caller): Promise<UnmaskedContact> {
    return this.contacts.ofConversation(identity, request);
  }
}

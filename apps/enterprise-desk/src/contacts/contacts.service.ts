import { Injectable } from '@nestjs/common';
import type { Identity, UnmaskConversationContact, UnmaskedContact, UnmaskOrderContact } from '#contracts';
import { ConversationsService } from '../conversations/conversations.service';
import { EnterprisesService } from '../enterprises/enterprises.service';
import { actorOf } from '../work-orders/order-actor';
import { WorkOrdersService } from '../work-orders/work-orders.service';
import { PersonalAccesses } from '../personal-access/personal-accesses.service';

/** Whom to call, for the desk's people. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly orders: WorkOrdersService,
    private readonly conversations: ConversationsService,
    private readonly enterprises: EnterprisesService,
    private readonly accesses: PersonalAccesses,
  ) {}

  /** @throws AppError NOT_FOUND when there is no order that the caller may see. */
  async ofOrder(identity: Identity, { orderId, reason }: UnmaskOrderContact): Promise<UnmaskedContact> {
    const phone = await this.orders.phoneOf(actorOf(identity), orderId);
    return this.accesses.reveal(
      identity,
      { subject: 'order', subjectId: orderId, reason },
      { name: null, phone },
    );
  }

  /** @throws AppError NOT_FOUND when there is no conversation that the caller may see. */
  async ofConversation(
    identity: Identity,
    { conversationId, reason }: UnmaskConversationContact,
  ): Promise<UnmaskedContact> {
    const { representativeId } = await this.conversations.get(identity, conversationId);
    const contact = await this.enterprises.encryptedContactOf(representativeId);
    return this.accesses.reveal(
      identity,
      { subject: 'conversation', subjectId: conversationId, reason },
      contact,
    );
  }
}

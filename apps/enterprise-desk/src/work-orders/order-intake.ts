import { Injectable } from '@nestjs/common';
import { CITY_WIDE, type ConversationView, type CreateWorkOrder, type Identity } from '#contracts';
import type { Transaction } from '#database';
import { ClassificationsService } from '../classifications/classifications.service';
import { ConversationsService } from '../conversations/conversations.service';
import { isCreditCode } from '../enterprises/credit-code';
import { EnterprisesService } from '../enterprises/enterprises.service';
import { MattersService } from '../matters/matters.service';
import { MessagesService } from '../messages/messages.service';
import { PersonalData } from '../personal-data/personal-data';
import { SeatsService } from '../seats/seats.service';
import type { OrderActor } from './order-actor';
import { refuseField } from './order-refusals';
import type { WorkOrder } from './work-order.entity';

interface Taken {
  request: CreateWorkOrder;
  conversation: ConversationView | undefined;
}

export type About = Awaited<ReturnType<OrderIntake['aboutOf']>>;

export type Concerned = Pick<WorkOrder, 'enterpriseId' | 'enterpriseName' | 'phoneEncrypted'>;

type ToldOrder = Pick<WorkOrder, 'id' | 'number' | 'confidential' | 'conversationId'>;

/** Finds what a new order is about and whom it concerns. */
@Injectable()
export class OrderIntake {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly enterprises: EnterprisesService,
    private readonly matters: MattersService,
    private readonly classifications: ClassificationsService,
    private readonly messages: MessagesService,
    private readonly seats: SeatsService,
    private readonly personalData: PersonalData,
  ) {}

  /** @throws AppError NOT_FOUND when there is no such conversation that the caller may see. */
  async conversationOf(identity: Identity, request: CreateWorkOrder): Promise<ConversationView | undefined> {
    const { conversationId } = request;
    return conversationId === undefined ? undefined : this.conversations.get(identity, conversationId);
  }

  /** For the desk itself, which sees every conversation. */
  async anyConversation(id: string): Promise<ConversationView | undefined> {
    return (await this.conversations.viewsOf([id]))[0];
  }

  /** @throws AppError NOT_FOUND, INVALID_ARGUMENT naming what does not exist. */
  async aboutOf(request: CreateWorkOrder, conversation: ConversationView | undefined) {
    const {
      kind,
      urgency = 'normal',
      district = CITY_WIDE,
      confidential = false,
      title,
      description,
    } = request;
    const matterCode = request.matterCode ?? conversation?.matterCode ?? '';
    await this.matters.require(matterCode);
    const classification = request.classification ?? null;
    if (classification !== null) await this.classifications.require(classification);
    if (request.creditCode !== undefined && !isCreditCode(request.creditCode)) {
      refuseField('creditCode', 'is not a unified social credit code (GB 32100-2015)');
    }
    await this.checkViewers(request.viewerIds ?? []);
    const channel = conversation ? ('conversation' as const) : (request.channel ?? 'phone');
    const conversationId = conversation?.id ?? null;
    const about = { kind, urgency, channel, confidential, matterCode, district, classification };
    return { ...about, title, description, conversationId, parentId: null };
  }

  private async checkViewers(staffIds: readonly string[]): Promise<void> {
    const unknown = staffIds.length > 0 ? await this.seats.unknownStaff(staffIds) : [];
    if (unknown.length > 0) refuseField('viewerIds', `there is no member of staff ${unknown.join(', ')}`);
  }

  /** The enterprises with the numbers to call; one that is not known yet is added when it comes with its credit code. */
  async concernedOf(tx: Transaction, takings: readonly Taken[]): Promise<Concerned[]> {
    const strangers = takings.flatMap(
      ({ conversation, request: { creditCode, enterpriseName: name = '' } }) =>
        conversation === undefined && creditCode !== undefined ? { creditCode, name } : [],
    );
    const enterprises = await this.enterprises.findOrAdd(tx, strangers);
    const phones = await this.enterprises.encryptedPhonesOf(
      tx,
      takings.flatMap(({ conversation, request }) =>
        conversation && request.phone === undefined ? conversation.representativeId : [],
      ),
    );
    return takings.map(({ conversation, request: { phone, creditCode = '', enterpriseName = '' } }) => {
      const given = phone === undefined ? null : this.personalData.encrypt(phone);
      if (conversation) return concernedBy(conversation, given, phones);
      const enterprise = enterprises.get(creditCode);
      return {
        enterpriseId: enterprise?.id ?? null,
        enterpriseName: enterprise?.name ?? enterpriseName,
        phoneEncrypted: given,
      };
    });
  }

  /** The number given, or else the one that the representative is known by. */
  async concernedBy(
    tx: Transaction,
    conversation: ConversationView,
    phoneEncrypted: string | null,
  ): Promise<Concerned> {
    const ids = phoneEncrypted ? [] : [conversation.representativeId];
    return concernedBy(conversation, phoneEncrypted, await this.enterprises.encryptedPhonesOf(tx, ids));
  }

  holdConversation(tx: Transaction, id: string): Promise<void> {
    return this.conversations.hold(tx, id);
  }

  /** All in the conversations read what became of them; of confidential orders only those who oversee. */
  async tellConversations(
    tx: Transaction,
    told: readonly { order: ToldOrder; actor: OrderActor }[],
    code: 'order-created' | 'order-withdrawn' = 'order-created',
  ): Promise<void> {
    const entries = told.flatMap(({ order, actor: { id: actorId, name: actorName } }) => {
      const { conversationId, id: orderId, number, confidential } = order;
      if (conversationId === null) return [];
      const actor = { ...(actorId === null ? {} : { actorId }), actorName };
      const params = { ...actor, orderId, number, ...(confidential ? { unseen: true } : {}) };
      return { conversationId, system: { code, params } };
    });
    await this.messages.recordAll(tx, entries);
  }
}

const concernedBy = (
  { enterpriseId, enterpriseName, representativeId }: ConversationView,
  given: string | null,
  phones: ReadonlyMap<string, string>,
): Concerned => ({
  enterpriseId,
  enterpriseName,
  phoneEncrypted: given ?? phones.get(representativeId) ?? null,
});

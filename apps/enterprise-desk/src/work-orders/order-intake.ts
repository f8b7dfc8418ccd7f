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
import type { OrderActor } from './order-actor';
import { refuseField } from './order-refusals';
import type { WorkOrder } from './work-order.entity';

type ToldOrder = Pick<WorkOrder, 'id' | 'number' | 'confidential' | 'conversationId'>;
type Concerned = Pick<WorkOrder, 'enterpriseId' | 'enterpriseName' | 'phoneEncrypted'>;

/** Finds what a new order is about and whom it concerns. */
@Injectable()
export class OrderIntake {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly enterprises: EnterprisesService,
    private readonly matters: MattersService,
    private readonly classifications: ClassificationsService,
    private readonly messages: MessagesService,
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
    const channel = conversation ? ('conversation' as const) : (request.channel ?? 'phone');
    const conversationId = conversation?.id ?? null;
    const about = { kind, urgency, channel, confidential, matterCode, district, classification };
    return { ...about, title, description, conversationId, parentId: null };
  }

  /** The enterprise with the number to call; one that is not known yet is added when it comes with its credit code. */
  async concernedOf(
    tx: Transaction,
    { phone, creditCode, enterpriseName = '' }: CreateWorkOrder,
    conversation: ConversationView | undefined,
  ): Promise<Concerned> {
    const given = phone === undefined ? null : this.personalData.encrypt(phone);
    if (conversation) return this.concernedBy(tx, conversation, given);
    const enterprise = creditCode && (await this.enterprises.findOrAdd(tx, creditCode, enterpriseName));
    if (!enterprise) return { enterpriseId: null, enterpriseName, phoneEncrypted: given };
    return { enterpriseId: enterprise.id, enterpriseName: enterprise.name, phoneEncrypted: given };
  }

  /** The number given, or else the one that the representative is known by. */
  async concernedBy(
    tx: Transaction,
    { enterpriseId, enterpriseName, representativeId }: ConversationView,
    phoneEncrypted: string | null,
  ): Promise<Concerned> {
    const known = phoneEncrypted ?? (await this.enterprises.encryptedPhoneOf(tx, representativeId));
    return { enterpriseId, enterpriseName, phoneEncrypted: known };
  }

  holdConversation(tx: Transaction, id: string): Promise<void> {
    return this.conversations.hold(tx, id);
  }

  /** The business sees what became of its conversation, but for a confidential order. */
  async tellConversation(
    tx: Transaction,
    order: ToldOrder,
    { id: actorId, name: actorName }: OrderActor,
    code: 'order-created' | 'order-withdrawn' = 'order-created',
  ): Promise<void> {
    const { conversationId, id: orderId, number, confidential } = order;
    if (conversationId === null) return;
    const params = {
      ...(actorId === null ? {} : { actorId }),
      actorName,
      orderId,
      number,
      ...(confidential ? { unseen: true } : {}),
    };
    await this.messages.record(tx, { conversationId, system: { code, params } });
  }
}

import { Injectable } from '@nestjs/common';
import { AppError, type ConversationView, type Identity, type OpenConversation } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { v7 as uuidv7 } from 'uuid';
import { ServiceHoursService } from '../clocks/service-hours.service';
import { DeferredRequestsService } from '../deferred-requests/deferred-requests.service';
import { EnterprisesService } from '../enterprises/enterprises.service';
import { LiveService } from '../live/live.service';
import { MattersService } from '../matters/matters.service';
import { RoutingSignal } from '../routing/routing-signal';
import { SeatsService } from '../seats/seats.service';
import { ConversationChanges } from './conversation-changes';
import { ConversationViews } from './conversation-views';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository } from './conversations.repository';
import { FirstReplyClock } from './first-reply-clock';
import { OpenBound } from './open-bound';

type NewConversation = Pick<
  Conversation,
  | 'id'
  | 'idempotencyKey'
  | 'matterCode'
  | 'seatGroup'
  | 'language'
  | 'enterpriseId'
  | 'enterpriseName'
  | 'representativeId'
  | 'openedAt'
>;

/** Opening a conversation: into the queue in service hours, as a request left for later outside them. */
@Injectable()
export class OpeningService {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly views: ConversationViews,
    private readonly changes: ConversationChanges,
    private readonly clock: FirstReplyClock,
    private readonly openBound: OpenBound,
    private readonly matters: MattersService,
    private readonly seats: SeatsService,
    private readonly enterprises: EnterprisesService,
    private readonly serviceHours: ServiceHoursService,
    private readonly deferred: DeferredRequestsService,
    private readonly routing: RoutingSignal,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws AppError NOT_FOUND for an unknown matter, RATE_LIMITED when the representative has too many open. */
  async open(identity: Identity, request: OpenConversation, now = new Date()): Promise<ConversationView> {
    const { enterpriseId } = identity;
    if (!enterpriseId) throw new AppError('FORBIDDEN', 'Only a business opens conversations.');
    const matter = await this.matters.require(request.matterCode);
    const seatGroup = await this.seats.groupFor(matter.agencyCode);
    const enterprise = await this.enterprises.get(enterpriseId);
    const isOpen = await this.serviceHours.isOpen(now);

    return this.unitOfWork.run(async (tx) => {
      await this.repository.lockOpenings(tx, identity.partyId);
      const known = await this.repository.findByKey(tx, identity.partyId, request.idempotencyKey);
      if (known) return this.views.get(known.id, tx);
      await this.openBound.check(tx, identity.partyId, now);
      const conversation: NewConversation = {
        id: uuidv7(),
        idempotencyKey: request.idempotencyKey,
        matterCode: matter.code,
        seatGroup,
        language: request.language ?? 'zh',
        enterpriseId,
        enterpriseName: enterprise.name,
        representativeId: identity.partyId,
        openedAt: now,
      };
      const left = isOpen ? undefined : await this.defer(tx, conversation);
      if (isOpen) await this.queue(tx, conversation);
      await this.repository.join(tx, conversation.id, identity.partyId, 'business', identity.name, now);
      await this.changes.record(tx, conversation.id, 'opened', identity, { matterCode: matter.code });
      await this.changes.record(tx, conversation.id, isOpen ? 'queued' : 'request-left', undefined, left);
      this.live.partyAfter(tx, identity.partyId, { type: 'joined', conversationId: conversation.id });
      return this.changes.told(tx, conversation.id, seatGroup);
    });
  }

  private async queue(tx: Transaction, conversation: NewConversation): Promise<void> {
    const { id, openedAt } = conversation;
    await this.repository.add(tx, {
      ...conversation,
      status: 'waiting',
      queuedAt: openedAt,
      firstReplyDueAt: this.clock.dueAt(openedAt),
    });
    await this.clock.start(tx, id, openedAt);
    this.routing.after(tx);
  }

  private async defer(tx: Transaction, conversation: NewConversation): Promise<{ contactDueAt: string }> {
    await this.repository.add(tx, { ...conversation, status: 'deferred' });
    return this.deferred.leave(tx, { kind: 'request', conversation }, conversation.openedAt);
  }
}

import { Injectable } from '@nestjs/common';
import {
  AppError,
  type AnswerFollowUp,
  type AnswerFollowUpByLink,
  type FollowUpChannel,
  type FollowUpOutcome,
  type Identity,
  type RecordFollowUp,
} from '#contracts';
import { UnitOfWork } from '#database';
import { Outbox } from '#outbox';
import { OrderFacts } from '../order-rates/order-facts';
import { actorOf, type OrderActor } from '../work-orders/order-actor';
import { WorkOrdersService } from '../work-orders/work-orders.service';
import { outcomeOf, type Answer } from './follow-up-outcome';
import type { FollowUp } from './follow-up.entity';
import { alreadyAnswered, FollowUpsService } from './follow-ups.service';
import { FollowUpsRepository } from './follow-ups.repository';

interface Given extends Answer {
  idempotencyKey: string;
}

/** Takes an enterprise's answer, once, over whichever channel it comes first, and settles the order or has it redone. */
@Injectable()
export class FollowUpAnswers {
  constructor(
    private readonly repository: FollowUpsRepository,
    private readonly followUps: FollowUpsService,
    private readonly orders: WorkOrdersService,
    private readonly facts: OrderFacts,
    private readonly outbox: Outbox,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws AppError INVALID_STATE without the claim. */
  async record(identity: Identity, request: RecordFollowUp, now: Date): Promise<FollowUpOutcome> {
    const known = await this.followUps.visible(identity, request.followUpId);
    const repeated = repeatedOutcome(known, request);
    if (repeated) return repeated;
    const followUp = await this.followUps.open(identity, request.followUpId);
    const holds = followUp.claimedBy === identity.partyId && (followUp.claimedUntil ?? now) > now;
    if (!holds) throw new AppError('INVALID_STATE', 'Claim the follow-up before you call.');
    return this.take(followUp, actorOf(identity), 'phone', request, now);
  }

  async answer(identity: Identity, request: AnswerFollowUp, now: Date): Promise<FollowUpOutcome> {
    const followUp = await this.followUps.visible(identity, request.followUpId);
    return this.take(followUp, actorOf(identity), 'chat', request, now);
  }

  async answerByLink(request: AnswerFollowUpByLink, now: Date): Promise<FollowUpOutcome> {
    const followUp = await this.followUps.byToken(request.token, now);
    return this.take(followUp, holderOf(followUp), 'link', request, now);
  }

  private async take(
    followUp: FollowUp,
    actor: OrderActor,
    channel: FollowUpChannel,
    given: Given,
    now: Date,
  ): Promise<FollowUpOutcome> {
    const repeated = repeatedOutcome(followUp, given);
    if (repeated) return repeated;
    if (followUp.closedAt) throw alreadyAnswered();
    const outcome = outcomeOf(given);
    const { solved, satisfied } = given;
    const reason = given.reason?.trim() || null;
    const { id, orderId } = followUp;
    await this.unitOfWork.run(async (tx) => {
      // Who answers has not looked at the order: whichever version it is, it is the one that waits for the answer.
      const version = await this.orders.lockVersion(tx, orderId);
      const current = await this.repository.find(id, tx);
      if (!current || current.closedAt) throw alreadyAnswered();
      const action = outcome === 'settled' ? 'settle' : 'redo';
      const act = { orderId, action, version, idempotencyKey: `follow-up-${id}` } as const;
      await this.orders.actIn(tx, actor, { ...act, ...(reason ? { text: reason } : {}) }, now);
      const answer = { channel, solved, satisfied, reason, answeredAt: now };
      await this.repository.update(tx, id, { ...answer, idempotencyKey: given.idempotencyKey });
      await this.facts.answered(tx, orderId, { solved, satisfied });
      await this.outbox.add(tx, 'desk.evt.order.followed-up', { orderId, channel, solved, satisfied });
    });
    return { outcome };
  }
}

/** Sent again under its key, an answer gives what came of it the first time. */
function repeatedOutcome(
  { idempotencyKey, solved, satisfied }: FollowUp,
  given: Given,
): FollowUpOutcome | undefined {
  if (idempotencyKey === null || idempotencyKey !== given.idempotencyKey) return undefined;
  return { outcome: solved && satisfied ? 'settled' : 'redo' };
}

/** Whoever holds the link speaks for the enterprise, or, where the order knows none, is let in by the desk. */
const holderOf = ({ enterpriseId }: FollowUp): OrderActor => ({
  kind: enterpriseId ? 'enterprise' : 'desk',
  id: null,
  name: '企业（回访链接）',
  agencyCode: null,
  oversees: false,
  ...(enterpriseId ? { enterpriseId } : {}),
});

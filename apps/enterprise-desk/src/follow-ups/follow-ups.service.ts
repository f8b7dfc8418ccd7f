import { Injectable } from '@nestjs/common';
import {
  AppError,
  FOLLOW_UP_PAGES,
  mayDo,
  type FollowUpInvitation,
  type FollowUpLink,
  type FollowUpView,
  type Identity,
  type ListFollowUps,
  type Page,
} from '#contracts';
import { decodeTimeCursor, pageSize, toPage, UnitOfWork } from '#database';
import { actorOf } from '../work-orders/order-actor';
import { WorkOrdersService } from '../work-orders/work-orders.service';
import { hashToken, newToken } from './follow-up-token';
import type { FollowUp } from './follow-up.entity';
import { FollowUpsRepository } from './follow-ups.repository';

const CLAIM_MS = 30 * 60_000;
const LINK_MS = 7 * 24 * 3_600_000;

/** The worklist of those who ask enterprises whether their orders are solved. */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly repository: FollowUpsRepository,
    private readonly orders: WorkOrdersService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(identity: Identity, request: ListFollowUps): Promise<Page<FollowUpView>> {
    const limit = pageSize(request.limit);
    const reader = { id: identity.partyId, oversees: mayDo(identity.role, 'oversee') };
    const rows = await this.repository.list(
      request.scope,
      reader,
      decodeTimeCursor(request.cursor),
      limit + 1,
    );
    return toPage(
      rows,
      limit,
      ({ answeredAt, openedAt, id }) => [
        (request.scope === 'answered' ? (answeredAt ?? openedAt) : openedAt).toISOString(),
        id,
      ],
      viewOf,
    );
  }

  /** For half an hour, so that two people do not call the same enterprise; claimed again it is prolonged. */
  async claim(identity: Identity, id: string, now: Date): Promise<FollowUpView> {
    await this.open(identity, id);
    const by = { id: identity.partyId, name: identity.name };
    const until = new Date(now.getTime() + CLAIM_MS);
    const isFirst = await this.unitOfWork.run((tx) => this.repository.claim(tx, id, by, now, until));
    const followUp = await this.repository.find(id);
    if (!followUp) throw notFound();
    if (!isFirst) {
      const { claimedByName: claimedBy, claimedUntil } = followUp;
      throw new AppError('CONFLICT', `${claimedBy ?? 'Somebody'} has it already.`, {
        claimedBy,
        claimedUntil: claimedUntil?.toISOString(),
      });
    }
    return viewOf(followUp);
  }

  async release(identity: Identity, id: string): Promise<FollowUpView> {
    await this.open(identity, id);
    await this.unitOfWork.run((tx) => this.repository.release(tx, id, identity.partyId));
    return viewOf((await this.repository.find(id)) ?? notFoundNow());
  }

  /** A new link, which ends an earlier one. */
  async link(identity: Identity, id: string, now: Date): Promise<FollowUpLink> {
    await this.open(identity, id);
    const token = newToken();
    const tokenExpiresAt = new Date(now.getTime() + LINK_MS);
    await this.unitOfWork.run((tx) =>
      this.repository.update(tx, id, { tokenHash: hashToken(token), tokenExpiresAt }),
    );
    return { token, path: `/${FOLLOW_UP_PAGES}/${token}`, expiresAt: tokenExpiresAt.toISOString() };
  }

  async invitation(token: string, now: Date): Promise<FollowUpInvitation> {
    const { orderNumber, title, tokenExpiresAt, closedAt } = await this.byToken(token, now);
    if (closedAt) throw alreadyAnswered();
    return { orderNumber, title, expiresAt: (tokenExpiresAt ?? now).toISOString() };
  }

  /** @throws AppError NOT_FOUND for a token that is unknown or, with `expired`, has expired. */
  async byToken(token: string, now: Date): Promise<FollowUp> {
    const followUp = await this.repository.findByToken(hashToken(token));
    if (!followUp?.tokenExpiresAt) throw new AppError('NOT_FOUND', 'There is no such link.');
    if (followUp.tokenExpiresAt <= now)
      throw new AppError('NOT_FOUND', 'The link is not valid any more.', { expired: true });
    return followUp;
  }

  /**
   * A follow-up that a member of staff may do: of an order that it may see and has not handled itself.
   * @throws AppError NOT_FOUND, FORBIDDEN, INVALID_STATE
   */
  async open(identity: Identity, id: string): Promise<FollowUp> {
    const followUp = await this.visible(identity, id);
    if (followUp.handlerId === identity.partyId)
      throw new AppError('FORBIDDEN', 'Whoever handled an order does not follow it up.');
    if (followUp.closedAt) throw alreadyAnswered();
    return followUp;
  }

  /** @throws AppError NOT_FOUND */
  async visible(identity: Identity, id: string): Promise<FollowUp> {
    const followUp = (await this.repository.find(id)) ?? notFoundNow();
    await this.orders.get(actorOf(identity), followUp.orderId);
    return followUp;
  }
}

const notFound = (): AppError => new AppError('NOT_FOUND', 'No such follow-up.');

const notFoundNow = (): never => {
  throw notFound();
};

export const alreadyAnswered = (): AppError =>
  new AppError('INVALID_STATE', 'The follow-up is closed: it has been answered.');

const viewOf = (followUp: FollowUp): FollowUpView => ({
  id: followUp.id,
  orderId: followUp.orderId,
  orderNumber: followUp.orderNumber,
  title: followUp.title,
  enterpriseName: followUp.enterpriseName,
  conversationId: followUp.conversationId,
  openedAt: followUp.openedAt.toISOString(),
  claimedBy: followUp.claimedByName,
  claimedUntil: followUp.claimedUntil?.toISOString() ?? null,
  channel: followUp.channel,
  solved: followUp.solved,
  satisfied: followUp.satisfied,
  reason: followUp.reason,
  answeredAt: followUp.answeredAt?.toISOString() ?? null,
});

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AppError, type ConversationView, type Identity } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import { Outbox } from '#outbox';
import { DeskEnv } from '../desk.env';
import { LiveService } from '../live/live.service';
import { OffersService } from '../routing/offers.service';
import { TimersService } from '../timers/timers.service';
import { ConversationChanges } from './conversation-changes';
import type { Conversation } from './conversation.entity';

/** A business gives up waiting: by saying so, or by staying away too long. */
@Injectable()
export class AbandonmentService implements OnModuleInit {
  constructor(
    private readonly changes: ConversationChanges,
    private readonly offers: OffersService,
    private readonly timers: TimersService,
    private readonly outbox: Outbox,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
    private readonly env: DeskEnv,
  ) {}

  onModuleInit(): void {
    this.timers.on('abandonment', async (tx, id, now) => {
      const conversation = await this.changes.lock(tx, id);
      if (conversation.status === 'waiting') await this.abandon(tx, conversation, undefined, now);
    });
  }

  abandon(
    tx: Transaction,
    conversation: Conversation,
    by: Identity | undefined,
    now: Date,
  ): Promise<ConversationView> {
    return this.changes.apply(tx, conversation, 'abandon', by, async () => {
      await this.offers.cancel(tx, conversation.id, now);
      await this.outbox.add(tx, 'desk.evt.conversation.ended', {
        conversationId: conversation.id,
        matterCode: conversation.matterCode,
        outcome: 'abandoned',
      });
      return { patch: { endedAt: now }, notice: 'abandoned', params: { by: by ? 'business' : 'absence' } };
    });
  }

  /** The representative has gone: unless it comes back in time or is still elsewhere, its place is given up. */
  async schedule(identity: Identity, id: string, now = new Date()): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const conversation = await this.changes.lock(tx, id);
      if (conversation.representativeId !== identity.partyId)
        throw new AppError('NOT_FOUND', 'No such conversation.');
      if (conversation.status !== 'waiting') return;
      await this.timers.set(tx, 'abandonment', id, new Date(now.getTime() + this.env.ABANDON_SECONDS * 1000));
      this.live.partyAfter(tx, identity.partyId, { type: 'detached', conversationId: id });
    });
  }

  async cancel(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.unitOfWork.run((tx) => this.timers.cancel(tx, 'abandonment', ...ids));
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ConversationView, Identity } from '#contracts';
import type { Transaction } from '#database';
import { Outbox } from '#outbox';
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
}

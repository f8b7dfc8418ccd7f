import { Injectable } from '@nestjs/common';
import { AppError, type ConversationView, type Identity, type SystemCode } from '#contracts';
import { UnitOfWork, type Transaction } from '#database';
import type { QueryDeepPartialEntity } from 'typeorm';
import { LiveService } from '../live/live.service';
import { MessagesService } from '../messages/messages.service';
import { QueueService } from '../routing/queue.service';
import { transition, type ConversationAction } from './conversation-status';
import { ConversationViews } from './conversation-views';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository } from './conversations.repository';

export interface Change {
  patch?: QueryDeepPartialEntity<Conversation>;
  /** None where the change is an entry of its own. */
  notice?: SystemCode;
  params?: Record<string, unknown>;
}

/** The one way in which a conversation changes: under its lock, by the table of transitions, recorded in its sequence, told after the commit. */
@Injectable()
export class ConversationChanges {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly views: ConversationViews,
    private readonly messages: MessagesService,
    private readonly queue: QueueService,
    private readonly live: LiveService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws AppError NOT_FOUND, INVALID_STATE when `action` is not possible now, and what `decide` refuses with. */
  async run(
    id: string,
    action: ConversationAction,
    by: Identity,
    decide: (tx: Transaction, conversation: Conversation) => Promise<Change>,
  ): Promise<ConversationView> {
    await this.messages.checkReadable(by, id);
    return this.unitOfWork.run(async (tx) => {
      const conversation = await this.lock(tx, id);
      return this.apply(tx, conversation, action, by, () => decide(tx, conversation));
    });
  }

  /** The same within a transaction that holds the lock already. */
  async apply(
    tx: Transaction,
    conversation: Conversation,
    action: ConversationAction,
    by: Identity | undefined,
    decide: () => Promise<Change>,
  ): Promise<ConversationView> {
    const status = transition(action, conversation.status);
    const { patch = {}, notice, params = {} } = await decide();
    await this.repository.update(tx, conversation.id, { ...patch, status });
    if (notice) await this.record(tx, conversation.id, notice, by, params);
    return this.told(tx, conversation.id, conversation.seatGroup);
  }

  /** Deferred conversations that `tx` has locked, at once. */
  async close(tx: Transaction, ids: readonly string[], now: Date): Promise<void> {
    if (ids.length === 0) return;
    await this.repository.close(tx, ids, now);
    await this.messages.recordAll(
      tx,
      ids.map((conversationId) => ({ conversationId, system: { code: 'closed', params: {} } })),
    );
    const conversations = await this.views.ofIds(ids, tx);
    this.unitOfWork.onCommit(tx, () => {
      for (const conversation of conversations)
        this.live.conversation({ conversationId: conversation.id, conversation });
    });
  }

  /** @throws AppError NOT_FOUND */
  async lock(tx: Transaction, id: string): Promise<Conversation> {
    const conversation = await this.repository.lock(tx, id);
    if (!conversation) throw new AppError('NOT_FOUND', 'No such conversation.');
    return conversation;
  }

  async record(
    tx: Transaction,
    conversationId: string,
    code: SystemCode,
    by: Identity | undefined,
    params = {},
  ): Promise<void> {
    const actor = by && { actorId: by.partyId, actorName: by.name };
    await this.messages.record(tx, { conversationId, system: { code, params: { ...actor, ...params } } });
  }

  /** Somebody takes part, or does not any more: recorded, and a state of its own. */
  async attended(
    tx: Transaction,
    { id, seatGroup }: Conversation,
    code: 'joined' | 'left',
    by: Identity | undefined,
    params: Record<string, unknown>,
  ): Promise<ConversationView> {
    await this.repository.update(tx, id, {});
    await this.record(tx, id, code, by, params);
    return this.told(tx, id, seatGroup);
  }

  /**
   * The state as it is now, told to everyone in the conversation once `tx` is committed.
   * @param seatGroup whose queue it was in until now
   */
  async told(tx: Transaction, id: string, seatGroup: string): Promise<ConversationView> {
    const conversation = await this.views.get(id, tx);
    this.unitOfWork.onCommit(tx, () => {
      this.live.conversation({ conversationId: id, conversation });
      this.queue.changed(seatGroup);
      this.queue.changed(conversation.seatGroup);
    });
    return conversation;
  }
}

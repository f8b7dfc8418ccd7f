import { Injectable } from '@nestjs/common';
import { AppError, type ConversationView } from '#contracts';
import type { Transaction } from '#database';
import { QueueService } from '../routing/queue.service';
import type { Conversation } from './conversation.entity';
import { ConversationsRepository } from './conversations.repository';

/** Puts together what is shown of conversations: three queries, however many they are. */
@Injectable()
export class ConversationViews {
  constructor(
    private readonly repository: ConversationsRepository,
    private readonly queue: QueueService,
  ) {}

  /** @throws AppError NOT_FOUND */
  async get(id: string, tx?: Transaction): Promise<ConversationView> {
    const [view] = await this.ofIds([id], tx);
    if (!view) throw new AppError('NOT_FOUND', 'No such conversation.');
    return view;
  }

  async ofIds(ids: readonly string[], tx?: Transaction): Promise<ConversationView[]> {
    return ids.length === 0 ? [] : this.of(await this.repository.listByIds(ids, tx), tx);
  }

  async of(conversations: readonly Conversation[], tx?: Transaction): Promise<ConversationView[]> {
    if (conversations.length === 0) return [];
    const waiting = conversations.filter(({ status }) => status === 'waiting').map(({ id }) => id);
    const participants = await this.repository.listParticipants(
      conversations.map(({ id }) => id),
      tx,
    );
    const queues = await this.queue.of(waiting, tx);
    return conversations.map((c) => {
      const here = participants.filter(({ conversationId }) => conversationId === c.id);
      return {
        id: c.id,
        revision: c.revision,
        status: c.status,
        matterCode: c.matterCode,
        seatGroup: c.seatGroup,
        language: c.language,
        enterpriseId: c.enterpriseId,
        enterpriseName: c.enterpriseName,
        representativeId: c.representativeId,
        seatId: c.seatId,
        participants: here.map(({ partyId, kind, name, invited }) => ({ partyId, kind, name, invited })),
        lastSequence: c.lastSequence,
        openedAt: c.openedAt.toISOString(),
        firstReplyDueAt: c.firstReplyDueAt?.toISOString() ?? null,
        firstRepliedAt: c.firstRepliedAt?.toISOString() ?? null,
        endedAt: c.endedAt?.toISOString() ?? null,
        queue: queues.get(c.id) ?? null,
        bot:
          c.botOfferedAt === null || c.botSequence === null
            ? null
            : { offeredAt: c.botOfferedAt.toISOString(), sequence: c.botSequence, solved: c.botSolved },
        rating:
          c.solved === null || c.satisfaction === null
            ? null
            : { solved: c.solved, satisfaction: c.satisfaction },
        marks: here.map(({ partyId, delivered, read }) => ({ partyId, delivered, read })),
      };
    });
  }
}

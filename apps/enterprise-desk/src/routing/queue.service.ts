import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { QueueView } from '#contracts';
import type { Transaction } from '#database';
import { Logger } from '#observability';
import { LiveService } from '../live/live.service';
import { estimateSeconds, type GroupPace } from './estimate';
import { QueueRepository } from './queue.repository';

const PACE_CACHE_MS = 5_000;
const ANNOUNCE_AFTER_MS = 150;

/** Places in the queue and honest estimates. */
@Injectable()
export class QueueService implements OnApplicationShutdown {
  private readonly paces = new Map<string, { pace: GroupPace; until: number }>();
  private readonly changedGroups = new Set<string>();
  private announcement: NodeJS.Timeout | undefined;

  constructor(
    private readonly repository: QueueRepository,
    private readonly live: LiveService,
    private readonly log: Logger,
  ) {}

  onApplicationShutdown(): void {
    clearTimeout(this.announcement);
  }

  /** The queue as each of the waiting conversations sees it. */
  async of(conversationIds: readonly string[], tx?: Transaction): Promise<Map<string, QueueView>> {
    if (conversationIds.length === 0) return new Map();
    const places = await this.repository.places(conversationIds, tx);
    const views = new Map<string, QueueView>();
    for (const { id, seatGroup, place } of places) {
      views.set(id, { place, estimateSeconds: estimateSeconds(place, await this.pace(seatGroup)) });
    }
    return views;
  }

  /** The queue of the group has moved: those who wait are told, many moves at once as one. */
  changed(seatGroup: string): void {
    this.changedGroups.add(seatGroup);
    this.announcement ??= setTimeout(() => {
      this.announcement = undefined;
      const groups = [...this.changedGroups];
      this.changedGroups.clear();
      for (const group of groups) void this.announce(group);
    }, ANNOUNCE_AFTER_MS);
  }

  private async announce(seatGroup: string): Promise<void> {
    try {
      const waiting = await this.repository.listWaiting(seatGroup);
      const pace = await this.pace(seatGroup);
      waiting.forEach((conversationId, i) => {
        const place = i + 1;
        this.live.conversation({
          conversationId,
          queue: { place, estimateSeconds: estimateSeconds(place, pace) },
        });
      });
      this.live.board({ type: 'queue-changed', seatGroup, waiting: waiting.length });
    } catch (error) {
      this.log.debug({ err: error, seatGroup }, 'The queue could not be announced; the next move will be.');
    }
  }

  private async pace(seatGroup: string): Promise<GroupPace> {
    const cached = this.paces.get(seatGroup);
    if (cached && cached.until > Date.now()) return cached.pace;
    const pace = await this.repository.pace(seatGroup);
    this.paces.set(seatGroup, { pace, until: Date.now() + PACE_CACHE_MS });
    return pace;
  }
}

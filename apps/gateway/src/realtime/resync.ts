import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { AppError, LIVE, type LastSeen } from '#contracts';
import { Bus, Nats } from '#messaging';
import { Logger } from '#observability';
import { Events, type NatsConnection } from 'nats';
import { ConversationHub } from './conversation-hub';

const COMPARE_EVERY_MS = 15_000;
const BATCH = 1_000;
/** News on its way is given this long to arrive before anything is read for it. */
const SETTLE_MS = 1_000;
const RETRY_AFTER_MS = 1_000;
const READERS = 16;

/** Finds what the live news has not told: regularly, and after the message server or a desk was away. */
@Injectable()
export class Resync implements OnModuleInit, OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private isReading = false;
  /** Counts the reasons to read every state again. */
  private reasons = 0;
  private isStopped = false;

  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly bus: Bus,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.nats.subscribe(LIVE.resync, { callback: () => void this.readEverything() });
    void this.watchConnection();
    this.timer = setInterval(() => void this.compare(SETTLE_MS), COMPARE_EVERY_MS);
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearInterval(this.timer);
  }

  private async watchConnection(): Promise<void> {
    for await (const { type } of this.nats.status()) {
      if (type === Events.Disconnect) this.log.warn({}, 'The message server is gone; waiting for it.');
      if (type !== Events.Reconnect) continue;
      this.log.info({}, 'The message server is back; reading what was missed.');
      void this.readEverything();
    }
  }

  /** Entries and states of all conversations, until it has worked once since the last reason to do so. */
  private async readEverything(): Promise<void> {
    this.reasons += 1;
    if (this.isReading) return;
    this.isReading = true;
    while (!this.isStopped) {
      const reasons = this.reasons;
      const isDone = (await this.compare(0)) && (await this.readStates());
      if (isDone && reasons === this.reasons) break;
      if (!isDone) await sleep(RETRY_AFTER_MS);
    }
    this.isReading = false;
  }

  private async compare(settleMs: number): Promise<boolean> {
    try {
      const ids = this.conversations.conversationIds;
      const heads: LastSeen[] = [];
      for (let start = 0; start < ids.length; start += BATCH) {
        const request = { conversationIds: ids.slice(start, start + BATCH) };
        heads.push(...(await this.bus.request('desk.conversation.heads', request)).heads);
      }
      if (settleMs > 0) await sleep(settleMs);
      for (const { conversationId, lastSequence } of heads) {
        for (const view of this.conversations.viewsOf(conversationId)) {
          // Who is still being welcomed gets all of it with the welcome.
          if (view.connection.heldNews) continue;
          void (view.isSynced ? view.catchUpTo(lastSequence) : this.conversations.sync(view));
        }
      }
      return true;
    } catch (error) {
      this.log.debug({ err: error }, 'The desk cannot be asked how far its conversations are.');
      return false;
    }
  }

  private async readStates(): Promise<boolean> {
    const waiting = this.conversations.conversationIds;
    let allRead = true;
    const read = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        await this.conversations.refresh(id).catch((error: unknown) => {
          if (isTransient(error)) allRead = false;
        });
      }
    };
    await Promise.all(Array.from({ length: READERS }, read));
    return allRead;
  }
}

const isTransient = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'UNAVAILABLE' || error.code === 'TIMEOUT');

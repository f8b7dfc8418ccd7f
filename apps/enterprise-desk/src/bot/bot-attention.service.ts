import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { KeyedWork } from '#messaging';
import { Logger, newRequestContext, runInContext } from '#observability';
import { EntryNews } from '../messages/entry-news';
import { BotOffersService } from './bot-offers.service';

const AT_ONCE = 8;
const MOST_AT_ONCE = 2_000;

/**
 * Hears which businesses write while nobody attends to them. The bot begins after a message is committed and
 * acknowledged, and whatever becomes of it, the message has arrived.
 */
@Injectable()
export class BotAttentionService implements OnModuleInit, OnApplicationShutdown {
  private readonly work = new KeyedWork((id) => this.attend(id), {
    concurrency: AT_ONCE,
    capacity: MOST_AT_ONCE,
  });

  constructor(
    private readonly news: EntryNews,
    private readonly offers: BotOffersService,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.news.listenUnattended((id) => void this.work.add(id));
  }

  onApplicationShutdown(): void {
    this.work.stop();
  }

  private async attend(conversationId: string): Promise<void> {
    try {
      await runInContext(newRequestContext(), () => this.offers.consider(conversationId));
    } catch (error) {
      this.log.info({ err: error, conversationId }, 'The bot could not look for Answers; a person will.');
    }
  }
}

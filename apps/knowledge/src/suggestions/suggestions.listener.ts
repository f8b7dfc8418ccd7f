import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { LIVE, type ConversationNews } from '#contracts';
import { KeyedWork, Nats } from '#messaging';
import { Logger, newRequestContext, runInContext } from '#observability';
import type { Msg, NatsConnection, Subscription } from 'nats';
import { SearchIndexService } from '../search/search-index.service';
import { hear, type Heard } from './heard';
import { SuggestionsRepository } from './suggestions.repository';
import { SuggestionsService } from './suggestions.service';

/** A search costs processor time that the chat needs: on a small machine one at a time leaves it the rest. */
const AT_ONCE = 2;
const MOST_AT_ONCE = 5_000;
/** A burst of messages of one conversation is searched for twice: at its beginning and after this pause. */
const REST_MS = 400;
/** When so many conversations wait, about half of the time goes into searching. */
const CROWD = { from: 10, pauseMs: 20 };

/**
 * Hears what happens in conversations, beside the path of the messages: one instance of the service hears each piece of
 * news, a few conversations are searched for at once, and what is too much is dropped.
 */
@Injectable()
export class SuggestionsListener implements OnModuleInit, OnApplicationShutdown {
  private readonly heard = new Map<string, Heard>();
  /** Conversations of whose Answers one has changed. */
  private readonly outdated = new Set<string>();
  private subscription: Subscription | undefined;
  private readonly work = new KeyedWork((id) => this.take(id), {
    concurrency: AT_ONCE,
    capacity: MOST_AT_ONCE,
    restMs: REST_MS,
    crowd: CROWD,
  });

  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly suggestions: SuggestionsService,
    private readonly repository: SuggestionsRepository,
    private readonly index: SearchIndexService,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.index.onChange((articleIds) => void this.outdate(articleIds));
    this.subscription = this.nats.subscribe(LIVE.conversation('*'), {
      queue: 'knowledge',
      callback: (error, message) => {
        if (error)
          this.log.error({ err: error }, 'Conversations cannot be heard: check the NATS permissions.');
        else this.hear(message);
      },
    });
  }

  onApplicationShutdown(): void {
    this.work.stop();
    if (!this.nats.isClosed()) this.subscription?.unsubscribe();
  }

  private hear(message: Msg): void {
    const news = message.json<ConversationNews>();
    const { conversationId } = news;
    const known = this.heard.get(conversationId);
    const heard = hear(known, news);
    if (!heard || heard === known) return;
    this.heard.set(conversationId, heard);
    if (!this.work.add(conversationId)) this.heard.delete(conversationId);
  }

  /** Answers that do not hold any more leave the screens that show them. */
  private async outdate(articleIds: readonly string[]): Promise<void> {
    try {
      for (const id of await this.repository.listSuggesting(articleIds, MOST_AT_ONCE)) {
        this.outdated.add(id);
        if (!this.work.add(id)) this.outdated.delete(id);
      }
    } catch (error) {
      this.log.info({ err: error }, 'Suggestions could not be brought up to date; the next message will be.');
    }
  }

  /** True when it was searched for: then it rests. */
  private async take(conversationId: string): Promise<boolean> {
    const heard = this.heard.get(conversationId);
    this.heard.delete(conversationId);
    const isOutdated = this.outdated.delete(conversationId);
    const isAsked = heard !== undefined && heard.questions.length > 0;
    try {
      await runInContext(newRequestContext(), async () => {
        if (heard) await this.suggestions.update(conversationId, heard);
        if (isOutdated) await this.suggestions.refresh(conversationId);
      });
    } catch (error) {
      this.log.info(
        { err: error, conversationId },
        'No Answers could be looked for; the next message will be tried.',
      );
    }
    return isAsked || isOutdated;
  }
}

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LIVE, mayDo, type SuggestionsView } from '#contracts';
import { Nats } from '#messaging';
import { Logger } from '#observability';
import type { NatsConnection } from 'nats';
import { ConversationHub } from './conversation-hub';

/** Tells the staff who view a conversation which Answers fit it; a business never. One subscription hears it all. */
@Injectable()
export class SuggestionsHub implements OnModuleInit {
  constructor(
    @Inject(Nats) private readonly nats: NatsConnection,
    private readonly conversations: ConversationHub,
    private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    this.nats.subscribe(LIVE.suggestions('*'), {
      callback: (error, message) => {
        if (error) this.log.error({ err: error }, 'Suggestions cannot be heard: check the NATS permissions.');
        else this.hear(message.json<SuggestionsView>());
      },
    });
  }

  private hear(suggestions: SuggestionsView): void {
    const frame = JSON.stringify({ type: 'suggestions', data: suggestions });
    for (const { connection } of this.conversations.viewsOf(suggestions.conversationId)) {
      const { role } = connection.session.identity;
      if (mayDo(role, 'staff')) connection.sendText('suggestions', frame);
    }
  }
}

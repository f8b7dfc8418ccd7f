import { Controller } from '@nestjs/common';
import type { ConversationRef, EventEnvelope, SuggestionsView } from '#contracts';
import { Consumes, Handles, type Caller } from '#messaging';
import { SettlingService } from './settling.service';
import { SuggestionsService } from './suggestions.service';

@Controller()
export class SuggestionsHandler {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly settling: SettlingService,
  ) {}

  @Handles('knowledge.suggestion.list')
  list({ conversationId }: ConversationRef, caller: Caller): Promise<SuggestionsView> {
    return this.suggestions.list(conversationId, caller);
  }

  @Consumes('desk.evt.conversation.ended')
  settle(event: EventEnvelope<'desk.evt.conversation.ended'>): Promise<void> {
    return this.settling.settleEnded(event);
  }
}

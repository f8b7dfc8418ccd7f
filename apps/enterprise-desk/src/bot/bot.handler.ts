import { Controller } from '@nestjs/common';
import { ConversationView, conversationVisibleTo, GiveBotVerdict } from '#contracts';
import { Handles, type Caller } from '#messaging';
import { BotVerdictsService } from './bot-verdicts.service';

@Controller()
export class BotHandler {
  constructor(private readonly verdicts: BotVerdictsService) {}

  @Handles('desk.conversation.bot-verdict')
  async giveVerdict(verdict: GiveBotVerdict, { identity }: Caller): Promise<ConversationView> {
    return conversationVisibleTo(identity.role, await this.verdicts.give(identity, verdict));
  }
}

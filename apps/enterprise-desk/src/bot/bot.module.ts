import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { MessagesModule } from '../messages/messages.module';
import { BotAnswersService } from './bot-answers.service';
import { BotAttentionService } from './bot-attention.service';
import { BotHandler } from './bot.handler';
import { BotOffersService } from './bot-offers.service';
import { BotVerdictsService } from './bot-verdicts.service';

@Module({
  imports: [ConversationsModule, MessagesModule],
  controllers: [BotHandler],
  providers: [BotAnswersService, BotAttentionService, BotOffersService, BotVerdictsService],
})
export class BotModule {}

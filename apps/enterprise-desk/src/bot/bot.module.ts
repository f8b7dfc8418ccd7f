import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { MessagesModule } from '../messages/messages.module';
import { BotHandler } from './bot.handler';
import { BotOffersService } from './bot-offers.service';
import { BotVerdictsService } from './bot-verdicts.service';

@Module({
  imports: [ConversationsModule, MessagesModule],
  controllers: [BotHandler],
  providers: [BotOffersService, BotVerdictsService],
})
export class BotModule {}

import { Module } from '@nestjs/common';
import { FeedbackModule } from '../feedback/feedback.module';
import { GapsModule } from '../gaps/gaps.module';
import { SuggestionsModule } from '../suggestions/suggestions.module';
import { BotHandler } from './bot.handler';
import { BotService } from './bot.service';

@Module({
  imports: [FeedbackModule, GapsModule, SuggestionsModule],
  controllers: [BotHandler],
  providers: [BotService],
})
export class BotModule {}

import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { FeedbackModule } from '../feedback/feedback.module';
import { GapsModule } from '../gaps/gaps.module';
import { MattersModule } from '../matters/matters.module';
import { SuggestionsModule } from '../suggestions/suggestions.module';
import { BotHandler } from './bot.handler';
import { BotService } from './bot.service';

@Module({
  imports: [ArticlesModule, FeedbackModule, GapsModule, SuggestionsModule, MattersModule],
  controllers: [BotHandler],
  providers: [BotService],
})
export class BotModule {}

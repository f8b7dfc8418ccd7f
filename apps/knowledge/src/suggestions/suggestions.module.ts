import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { GapsModule } from '../gaps/gaps.module';
import { SearchModule } from '../search/search.module';
import { BotOutcomesService } from './bot-outcomes.service';
import { OutcomeCasesRepository } from './outcome-cases.repository';
import { OutcomeCasesService } from './outcome-cases.service';
import { SettlingRunner } from './settling.runner';
import { SettlingService } from './settling.service';
import { MattersModule } from '../matters/matters.module';
import { SuggestionsHandler } from './suggestions.handler';
import { SuggestionsListener } from './suggestions.listener';
import { SuggestionsRepository } from './suggestions.repository';
import { SuggestionsService } from './suggestions.service';

@Module({
  imports: [ArticlesModule, GapsModule, SearchModule, MattersModule],
  controllers: [SuggestionsHandler],
  providers: [
    BotOutcomesService,
    OutcomeCasesRepository,
    OutcomeCasesService,
    SettlingRunner,
    SettlingService,
    SuggestionsListener,
    SuggestionsRepository,
    SuggestionsService,
  ],
  exports: [BotOutcomesService, OutcomeCasesService, SuggestionsService],
})
export class SuggestionsModule {}

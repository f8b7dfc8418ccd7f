import { Module } from '@nestjs/common';
import { ArticlesModule } from '../articles/articles.module';
import { GapsModule } from '../gaps/gaps.module';
import { MattersModule } from '../matters/matters.module';
import { SuggestionsModule } from '../suggestions/suggestions.module';
import { MetricCasesService } from './metric-cases.service';
import { MetricsHandler } from './metrics.handler';
import { MetricsService } from './metrics.service';

@Module({
  imports: [ArticlesModule, GapsModule, MattersModule, SuggestionsModule],
  controllers: [MetricsHandler],
  providers: [MetricCasesService, MetricsService],
})
export class MetricsModule {}

import { Module } from '@nestjs/common';
import { GapsModule } from '../gaps/gaps.module';
import { SuggestionsModule } from '../suggestions/suggestions.module';
import { MetricsHandler } from './metrics.handler';
import { MetricsService } from './metrics.service';

@Module({
  imports: [GapsModule, SuggestionsModule],
  controllers: [MetricsHandler],
  providers: [MetricsService],
})
export class MetricsModule {}

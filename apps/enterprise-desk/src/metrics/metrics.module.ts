import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module';
import { MetricsHandler } from './metrics.handler';
import { MetricsRepository } from './metrics.repository';
import { MetricsService } from './metrics.service';

@Module({
  imports: [ConversationsModule],
  controllers: [MetricsHandler],
  providers: [MetricsRepository, MetricsService],
})
export class MetricsModule {}

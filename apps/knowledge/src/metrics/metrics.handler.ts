import { Controller } from '@nestjs/common';
import type { GetKnowledgeMetrics, KnowledgeMetricReport } from '#contracts';
import { Handles } from '#messaging';
import { MetricsService } from './metrics.service';

@Controller()
export class MetricsHandler {
  constructor(private readonly metrics: MetricsService) {}

  @Handles('knowledge.metric.get')
  get(request: GetKnowledgeMetrics): Promise<KnowledgeMetricReport> {
    return this.metrics.get(request);
  }
}

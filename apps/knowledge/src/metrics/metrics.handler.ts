import { Controller } from '@nestjs/common';
import type {
  GetKnowledgeMetrics,
  KnowledgeMetricCasePage,
  KnowledgeMetricReport,
  ListKnowledgeMetricCases,
} from '#contracts';
import { Handles } from '#messaging';
import { MetricCasesService } from './metric-cases.service';
import { MetricsService } from './metrics.service';

@Controller()
export class MetricsHandler {
  constructor(
    private readonly metrics: MetricsService,
    private readonly cases: MetricCasesService,
  ) {}

  @Handles('knowledge.metric.get')
  get(request: GetKnowledgeMetrics): Promise<KnowledgeMetricReport> {
    return this.metrics.get(request);
  }

  @Handles('knowledge.metric.cases')
  listCases(request: ListKnowledgeMetricCases): Promise<KnowledgeMetricCasePage> {
    return this.cases.list(request);
  }
}

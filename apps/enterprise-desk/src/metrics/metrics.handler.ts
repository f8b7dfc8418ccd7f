import { Controller } from '@nestjs/common';
import { ConversationPage, GetMetrics, ListMetricCases, MetricReport } from '#contracts';
import { Handles } from '#messaging';
import { MetricsService } from './metrics.service';

@Controller()
export class MetricsHandler {
  constructor(private readonly metrics: MetricsService) {}

  @Handles('desk.metric.get')
  get(request: GetMetrics): Promise<MetricReport> {
    return this.metrics.get(request);
  }

  @Handles('desk.metric.cases')
  listCases(request: ListMetricCases): Promise<ConversationPage> {
    return this.metrics.listCases(request);
  }
}

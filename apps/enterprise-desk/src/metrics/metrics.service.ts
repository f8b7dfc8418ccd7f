import { Injectable } from '@nestjs/common';
import type { ConversationView, GetMetrics, ListMetricCases, MetricReport, Page } from '#contracts';
import { decodeTimeCursor, pageSize, toPage } from '#database';
import { cityPeriod } from '../clocks/city-period';
import { ConversationsService } from '../conversations/conversations.service';
import { METRICS } from './metric-definitions';
import { MetricsRepository, type Period } from './metrics.repository';

@Injectable()
export class MetricsService {
  constructor(
    private readonly repository: MetricsRepository,
    private readonly conversations: ConversationsService,
  ) {}

  async get(request: GetMetrics, now = new Date()): Promise<MetricReport> {
    const period = periodOf(request, now);
    const [values, current] = await Promise.all([
      this.repository.values(period),
      this.repository.now(period.seatGroup),
    ]);
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      definitions: METRICS.map(({ name, definition, target }) => ({ name, definition, target })),
      values,
      now: current,
    };
  }

  async listCases(request: ListMetricCases, now = new Date()): Promise<Page<ConversationView>> {
    const after = decodeTimeCursor(request.cursor);
    const limit = pageSize(request.limit);
    const rows = await this.repository.listCases(request, periodOf(request, now), after, limit + 1);
    const page = toPage(
      rows,
      limit,
      (row) => [row.openedAt.toISOString(), row.id],
      (row) => row.id,
    );
    return { ...page, items: await this.conversations.viewsOf(page.items) };
  }
}

const periodOf = (request: GetMetrics, now: Date): Period => ({
  ...cityPeriod(request, now),
  seatGroup: request.seatGroup,
});

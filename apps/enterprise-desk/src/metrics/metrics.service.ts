import { Injectable } from '@nestjs/common';
import {
  AppError,
  type ConversationView,
  type GetMetrics,
  type ListMetricCases,
  type MetricReport,
  type Page,
} from '#contracts';
import { decodeCursor, pageSize, toPage } from '#database';
import { localDate } from '../clocks/calendar';
import { ConversationsService } from '../conversations/conversations.service';
import { METRICS } from './metric-definitions';
import { MetricsRepository, type Period } from './metrics.repository';

const MAX_DAYS = 400;
const DAY_MS = 86_400_000;

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
    const cursor = decodeCursor(request.cursor, 2);
    const after: [Date, string] | undefined = cursor && [new Date(String(cursor[0])), String(cursor[1])];
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

/** Today in the city unless said otherwise. @throws AppError INVALID_ARGUMENT for a period that is empty or too long. */
function periodOf({ from, to, seatGroup }: GetMetrics, now: Date): Period {
  const start = from ? new Date(from) : new Date(`${localDate(now)}T00:00:00+08:00`);
  const end = to ? new Date(to) : new Date(Math.max(now.getTime() + 1, start.getTime() + DAY_MS));
  const problem =
    end <= start
      ? 'must be after from'
      : end.getTime() - start.getTime() > MAX_DAYS * DAY_MS
        ? `may be ${MAX_DAYS} days after from at most`
        : undefined;
  if (problem)
    throw new AppError('INVALID_ARGUMENT', `"to" ${problem}.`, { fields: [{ field: 'to', problem }] });
  return { from: start, to: end, seatGroup };
}

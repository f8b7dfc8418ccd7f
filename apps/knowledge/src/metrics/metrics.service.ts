import { Injectable } from '@nestjs/common';
import { checkPeriod, type GetKnowledgeMetrics, type KnowledgeMetricReport } from '#contracts';
import { GapsService } from '../gaps/gaps.service';
import { SuggestionsService } from '../suggestions/suggestions.service';
import { byMatter, valuesOf } from './matter-counts';
import { METRICS } from './metric-definitions';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;

@Injectable()
export class MetricsService {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly gaps: GapsService,
  ) {}

  async get(request: GetKnowledgeMetrics, now = new Date()): Promise<KnowledgeMetricReport> {
    const { from, to } = periodOf(request, now);
    const matterCode = request.matterCode ?? null;
    const [outcomes, gaps] = await Promise.all([
      this.suggestions.outcomes(from, to, matterCode),
      this.gaps.countByMatter(from, to, matterCode),
    ]);
    const ofGaps = gaps.map(({ matterCode: matter, asked, open }) => ({
      matterCode: matter,
      gapsAsked: asked,
      gapsOpen: open,
    }));
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      definitions: METRICS.map(({ name, definition }) => ({ name, definition })),
      values: valuesOf(byMatter([...outcomes, ...ofGaps])),
    };
  }
}

/** The last 7 days unless said otherwise. @throws AppError INVALID_ARGUMENT as `checkPeriod`. */
function periodOf({ from, to }: GetKnowledgeMetrics, now: Date): { from: Date; to: Date } {
  const end = to ? new Date(to) : new Date(now.getTime() + 1);
  const start = from ? new Date(from) : new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
  checkPeriod(start, end);
  return { from: start, to: end };
}

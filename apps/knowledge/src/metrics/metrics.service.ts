import { Injectable } from '@nestjs/common';
import { checkPeriod, cityTime, type GetKnowledgeMetrics, type KnowledgeMetricReport } from '#contracts';
import { ReviewsService } from '../articles/reviews.service';
import { GapsService } from '../gaps/gaps.service';
import { MatterDirectory } from '../matters/matter-directory.service';
import { SuggestionsService } from '../suggestions/suggestions.service';
import { byMatter, valuesOf } from './matter-counts';
import { METRICS } from './metric-definitions';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 7;

/** Of which time and which matters; of all of them where there is none. */
export interface Asked {
  from: Date;
  to: Date;
  matterCodes: string[] | null;
}

@Injectable()
export class MetricsService {
  constructor(
    private readonly suggestions: SuggestionsService,
    private readonly gaps: GapsService,
    private readonly reviews: ReviewsService,
    private readonly matters: MatterDirectory,
  ) {}

  async get(request: GetKnowledgeMetrics, now = new Date()): Promise<KnowledgeMetricReport> {
    const { from, to, matterCodes } = await this.read(request, now);
    const [outcomes, gaps, reviews, matters] = await Promise.all([
      this.suggestions.outcomes(from, to, matterCodes?.length === 1 ? (matterCodes[0] ?? null) : null),
      this.gaps.countByMatter(from, to, matterCodes),
      this.reviews.countByMatter(now, matterCodes),
      this.matters.all(),
    ]);
    const ofGaps = gaps.map(({ matterCode, asked, open }) => ({
      matterCode,
      gapsAsked: asked,
      gapsOpen: open,
    }));
    const ofMatters = outcomes.filter(({ matterCode }) => matterCodes?.includes(matterCode) ?? true);
    return {
      from: from.toISOString(),
      to: to.toISOString(),
      definitions: METRICS.map(({ name, definition }) => ({ name, definition })),
      values: valuesOf(
        byMatter([...ofMatters, ...ofGaps, ...reviews]),
        (code) => matters.get(code)?.agencyCode ?? null,
      ),
    };
  }

  /** @throws AppError INVALID_ARGUMENT as `checkPeriod`; UNAVAILABLE when the desk does not say whose the matters are. */
  async read(request: GetKnowledgeMetrics, now: Date): Promise<Asked> {
    const period = periodOf(request, now);
    const { matterCode, agencyCode } = request;
    if (agencyCode === undefined)
      return { ...period, matterCodes: matterCode === undefined ? null : [matterCode] };
    const owned = [...(await this.matters.all()).values()].filter(
      (matter) => matter.agencyCode === agencyCode,
    );
    const codes = owned.map(({ code }) => code);
    return {
      ...period,
      matterCodes: matterCode === undefined ? codes : codes.filter((code) => code === matterCode),
    };
  }
}

/** The last 7 days unless said otherwise. @throws AppError INVALID_ARGUMENT as `checkPeriod`. */
function periodOf({ from, to }: GetKnowledgeMetrics, now: Date): { from: Date; to: Date } {
  const end = to ? cityTime(to) : new Date(now.getTime() + 1);
  const start = from ? cityTime(from) : new Date(end.getTime() - DEFAULT_DAYS * DAY_MS);
  checkPeriod(start, end);
  return { from: start, to: end };
}

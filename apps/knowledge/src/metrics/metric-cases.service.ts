import { Injectable } from '@nestjs/common';
import type { KnowledgeMetricCase, KnowledgeMetricCasePage, ListKnowledgeMetricCases } from '#contracts';
import { decodeCursor, pageSize, toPage } from '#database';
import { timePart, uuidPart } from '../articles/cursors';
import { ReviewsService } from '../articles/reviews.service';
import { GapsService } from '../gaps/gaps.service';
import { OutcomeCasesService } from '../suggestions/outcome-cases.service';
import { metricRule, type MetricRule } from './metric-definitions';
import { MetricsService, type Asked } from './metrics.service';

type Part = ListKnowledgeMetricCases['part'];

/** Without a time it comes last. */
const NEVER = 'infinity';

interface PageAfter {
  after: [at: string, id: string] | undefined;
  limit: number;
}

/** What is behind the numbers. */
@Injectable()
export class MetricCasesService {
  constructor(
    private readonly metrics: MetricsService,
    private readonly outcomes: OutcomeCasesService,
    private readonly gaps: GapsService,
    private readonly reviews: ReviewsService,
  ) {}

  async list(request: ListKnowledgeMetricCases, now = new Date()): Promise<KnowledgeMetricCasePage> {
    const cursor = decodeCursor(request.cursor, 2);
    const after: PageAfter['after'] = cursor && [
      cursor[0] === NEVER ? NEVER : timePart(cursor[0]),
      uuidPart(cursor[1]),
    ];
    const size = pageSize(request.limit);
    const asked = await this.metrics.read(request, now);
    const cases = await this.find(metricRule(request.name), request.part, asked, now, {
      after,
      limit: size + 1,
    });
    return toPage(
      cases,
      size,
      ({ at, id }) => [at ?? NEVER, id],
      (one) => one,
    );
  }

  private async find(
    rule: MetricRule,
    part: Part,
    asked: Asked,
    now: Date,
    page: PageAfter,
  ): Promise<KnowledgeMetricCase[]> {
    switch (rule.kind) {
      case 'conversation':
        return this.conversations(rule, part, asked, page);
      case 'gap':
        return this.askedGaps(part, asked, page);
      case 'article':
        return this.articles(part, asked, now, page);
    }
  }

  private async conversations(
    { numerator, denominator }: Extract<MetricRule, { kind: 'conversation' }>,
    part: Part,
    asked: Asked,
    page: PageAfter,
  ): Promise<KnowledgeMetricCase[]> {
    const rows = await this.outcomes.list({
      ...asked,
      ...byTime(page),
      has: part === 'numerator' ? [denominator, numerator] : [denominator],
      ...(part === 'rest' ? { hasNot: numerator } : {}),
    });
    return rows.map(({ at, ...row }) => ({
      ...{ kind: 'conversation', title: null, at: at.toISOString() },
      ...row,
    }));
  }

  private async askedGaps(part: Part, asked: Asked, page: PageAfter): Promise<KnowledgeMetricCase[]> {
    const isOpen = part === 'denominator' ? {} : { isOpen: part === 'numerator' };
    const rows = await this.gaps.listAsked({ ...asked, ...byTime(page), ...isOpen });
    return rows.map(({ id, matterCode, question, lastAskedAt }) => ({
      kind: 'gap',
      id,
      matterCode,
      at: lastAskedAt.toISOString(),
      title: question,
    }));
  }

  private async articles(
    part: Part,
    { matterCodes }: Asked,
    now: Date,
    page: PageAfter,
  ): Promise<KnowledgeMetricCase[]> {
    const isOverdue = part === 'denominator' ? {} : { isOverdue: part === 'numerator' };
    const rows = await this.reviews.list({ now, matterCodes, ...page, ...isOverdue });
    return rows.map(({ at, ...row }) => ({ kind: 'article', ...row, at: at?.toISOString() ?? null }));
  }
}

const byTime = ({ after, limit }: PageAfter): { after: [Date, string] | undefined; limit: number } => ({
  after: after && [new Date(after[0]), after[1]],
  limit,
});

import { Controller } from '@nestjs/common';
import type {
  AnswerGap,
  DismissGap,
  GapDetails,
  GapPage,
  GapRef,
  GapView,
  ListGaps,
  ReportGap,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { GapReportsService } from './gap-reports.service';
import { GapsService } from './gaps.service';

@Controller()
export class GapsHandler {
  constructor(
    private readonly gaps: GapsService,
    private readonly reports: GapReportsService,
  ) {}

  @Handles('knowledge.gap.list')
  list(request: ListGaps, { identity }: Caller): Promise<GapPage> {
    return this.gaps.list(request, identity);
  }

  @Handles('knowledge.gap.get')
  get({ gapId }: GapRef, { identity }: Caller): Promise<GapDetails> {
    return this.gaps.get(gapId, identity);
  }

  @Handles('knowledge.gap.report')
  report(request: ReportGap, caller: Caller): Promise<GapView> {
    return this.reports.report(request, caller);
  }

  @Handles('knowledge.gap.answer')
  answer(request: AnswerGap, { identity }: Caller): Promise<GapView> {
    return this.gaps.answer(identity, request);
  }

  @Handles('knowledge.gap.dismiss')
  dismiss(request: DismissGap, { identity }: Caller): Promise<GapView> {
    return this.gaps.dismiss(identity, request);
  }
}

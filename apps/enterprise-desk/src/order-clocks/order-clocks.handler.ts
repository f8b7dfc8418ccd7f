import { Controller } from '@nestjs/common';
import {
  CalendarYear,
  CalendarYearRef,
  CalendarYearView,
  ClockAlterationPage,
  ClockPolicyPage,
  ClockPolicyView,
  ClockPresetList,
  ClockRevisionRef,
  ClockRevisionView,
  ListClockAlterations,
  ListOrderClocks,
  ListSupervisions,
  PageRequest,
  RunningClockPage,
  SetClockPolicy,
  SupervisionPage,
} from '#contracts';
import { Handles, type Caller } from '#messaging';
import { CalendarAdministration } from './calendar-administration.service';
import { ClockPoliciesService } from './clock-policies.service';
import { ClockRevisions } from './clock-revisions.service';
import { OrderClocksService } from './order-clocks.service';
import { PRESETS } from './presets';

@Controller()
export class OrderClocksHandler {
  constructor(
    private readonly clocks: OrderClocksService,
    private readonly policies: ClockPoliciesService,
    private readonly revisions: ClockRevisions,
    private readonly calendars: CalendarAdministration,
  ) {}

  @Handles('desk.clock-policy.get')
  getPolicy(): Promise<ClockPolicyView> {
    return this.policies.get();
  }

  @Handles('desk.clock-policy.set')
  setPolicy(request: SetClockPolicy, { identity }: Caller): Promise<ClockPolicyView> {
    return this.policies.set(identity, request, new Date());
  }

  @Handles('desk.clock-policy.list')
  listPolicies(request: PageRequest): Promise<ClockPolicyPage> {
    return this.policies.list(request);
  }

  @Handles('desk.clock-policy.presets')
  async listPresets(): Promise<ClockPresetList> {
    return { presets: [...PRESETS] };
  }

  @Handles('desk.calendar.get')
  getYear({ year }: CalendarYearRef): Promise<CalendarYearView> {
    return this.calendars.get(year);
  }

  @Handles('desk.calendar.set')
  setYear(year: CalendarYear, { identity }: Caller): Promise<CalendarYearView> {
    return this.calendars.set(identity, year, new Date());
  }

  @Handles('desk.clock-revision.get')
  getRevision({ revisionId }: ClockRevisionRef): Promise<ClockRevisionView> {
    return this.revisions.get(revisionId);
  }

  @Handles('desk.clock-revision.alterations')
  listAlterations(request: ListClockAlterations): Promise<ClockAlterationPage> {
    return this.revisions.alterations(request);
  }

  @Handles('desk.order-clock.list')
  list(request: ListOrderClocks): Promise<RunningClockPage> {
    return this.clocks.listRunning(request);
  }

  @Handles('desk.supervision.list')
  listSupervisions(request: ListSupervisions): Promise<SupervisionPage> {
    return this.clocks.listSupervisions(request);
  }
}

import { Injectable } from '@nestjs/common';
import { AppError, type CalendarYear, type CalendarYearView, type Identity } from '#contracts';
import { UnitOfWork } from '#database';
import { calendarProblems } from '../clocks/calendar-years';
import { CalendarService } from '../clocks/calendar.service';
import { ClockRevisions } from './clock-revisions.service';
import { lockSettings } from './settings-lock';

/** Sets the arrangement of a year and carries it to the clocks that run. */
@Injectable()
export class CalendarAdministration {
  constructor(
    private readonly calendars: CalendarService,
    private readonly revisions: ClockRevisions,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  get(year: number): Promise<CalendarYearView> {
    return this.calendars.year(year);
  }

  /** @throws AppError INVALID_ARGUMENT by field: days of another year, listed twice, a make-up day in the week. */
  async set(identity: Identity, year: CalendarYear, now: Date): Promise<CalendarYearView> {
    const fields = calendarProblems(year);
    if (fields.length > 0)
      throw new AppError('INVALID_ARGUMENT', fields.map(({ problem }) => problem).join('; '), { fields });
    return this.unitOfWork.run(async (tx) => {
      await lockSettings(tx);
      const revisionId = await this.revisions.start(tx, 'calendar', year.year, now);
      return this.calendars.set(tx, year, { name: identity.name, revisionId, at: now });
    });
  }
}

import { Injectable } from '@nestjs/common';
import type { CalendarYear, CalendarYearView } from '#contracts';
import type { Transaction } from '#database';
import { chineseCalendar, type Calendar } from './calendar';
import type { CalendarYearRow } from './calendar-year.entity';
import { calendarYear, withYears } from './calendar-years';
import { CalendarRepository } from './calendar.repository';

const CACHE_MS = 5_000;

/** The Chinese calendar: the arrangements that were shipped, with the years that an administrator has set. */
@Injectable()
export class CalendarService {
  private readonly shipped = chineseCalendar();
  private cached: { calendar: Calendar; until: number } | undefined;

  constructor(private readonly repository: CalendarRepository) {}

  /** Read from PostgreSQL at most every five seconds. */
  async current(): Promise<Calendar> {
    if (this.cached && this.cached.until > Date.now()) return this.cached.calendar;
    const calendar = withYears(this.shipped, await this.repository.list());
    this.cached = { calendar, until: Date.now() + CACHE_MS };
    return calendar;
  }

  /** As the transaction sees it. */
  async in(tx: Transaction): Promise<Calendar> {
    const rows = await this.repository.list(tx);
    return rows.length > 0 ? withYears(this.shipped, rows) : this.shipped;
  }

  async year(year: number): Promise<CalendarYearView> {
    const row = await this.repository.find(year);
    return row ? viewOf(row) : { ...calendarYear(this.shipped, year), source: 'shipped', revisionId: null };
  }

  async set(
    tx: Transaction,
    { year, holidays, makeUpDays, published }: CalendarYear,
    by: { name: string; revisionId: string; at: Date },
  ): Promise<CalendarYearView> {
    const { name: setBy, revisionId, at: setAt } = by;
    const row: CalendarYearRow = {
      year,
      holidays: [...holidays].sort(),
      makeUpDays: [...makeUpDays].sort(),
      published,
      setBy,
      setAt,
      revisionId,
    };
    await this.repository.save(tx, row);
    this.cached = undefined;
    return viewOf(row);
  }
}

const viewOf = ({
  year,
  holidays,
  makeUpDays,
  published,
  revisionId,
}: CalendarYearRow): CalendarYearView => ({
  year,
  holidays,
  makeUpDays,
  published,
  source: 'edited',
  revisionId,
});

import type { CalendarYear, FieldProblem } from '#contracts';
import { isLocalDate, weekday, yearOf, type Calendar } from './calendar';

/** The arrangement of one year as a calendar has it. */
export function calendarYear(calendar: Calendar, year: number): CalendarYear {
  const ofYear = (dates: ReadonlySet<string>): string[] =>
    [...dates].filter((date) => yearOf(date) === year).sort();
  return {
    year,
    holidays: ofYear(calendar.holidays),
    makeUpDays: ofYear(calendar.makeUpDays),
    published: calendar.publishedYears.has(year),
  };
}

/** The calendar with these years in the place of its own. */
export function withYears(calendar: Calendar, years: readonly CalendarYear[]): Calendar {
  const replaced = new Set(years.map(({ year }) => year));
  const rest = (dates: ReadonlySet<string>): string[] =>
    [...dates].filter((date) => !replaced.has(yearOf(date)));
  return {
    holidays: new Set([...rest(calendar.holidays), ...years.flatMap(({ holidays }) => holidays)]),
    makeUpDays: new Set([...rest(calendar.makeUpDays), ...years.flatMap(({ makeUpDays }) => makeUpDays)]),
    publishedYears: new Set([
      ...[...calendar.publishedYears].filter((year) => !replaced.has(year)),
      ...years.filter(({ published }) => published).map(({ year }) => year),
    ]),
  };
}

/** What is wrong with a year's arrangement, field by field. */
export function calendarProblems({ year, holidays, makeUpDays }: CalendarYear): FieldProblem[] {
  const off = new Set(holidays);
  return [
    ...dateProblems(year, holidays, 'holidays'),
    ...dateProblems(year, makeUpDays, 'makeUpDays'),
    ...makeUpDays.flatMap((date, i) => {
      const field = `makeUpDays[${i}]`;
      if (off.has(date)) return [{ field, problem: `${date} is a holiday, too` }];
      if (!isLocalDate(date) || ['saturday', 'sunday'].includes(weekday(date))) return [];
      return [{ field, problem: `${date} is not a Saturday or Sunday` }];
    }),
  ];
}

function dateProblems(year: number, dates: readonly string[], name: string): FieldProblem[] {
  const seen = new Set<string>();
  return dates.flatMap((date, i) => {
    const field = `${name}[${i}]`;
    const problem = !isLocalDate(date)
      ? `${date} is not a day of the calendar`
      : yearOf(date) !== year
        ? `${date} is not in ${year}`
        : seen.has(date)
          ? `${date} is listed twice`
          : undefined;
    seen.add(date);
    return problem ? [{ field, problem }] : [];
  });
}

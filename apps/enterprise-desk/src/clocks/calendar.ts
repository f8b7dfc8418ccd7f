import arrangement from 'chinese-days/dist/chinese-days.json';

/** A day in China, `YYYY-MM-DD`. */
export type LocalDate = string;

export type DayKind = 'workday' | 'rest';

export type Weekday = (typeof WEEKDAYS)[number];

/** The State Council's holiday arrangements, as far as they are known. */
export interface Calendar {
  /** Days off by arrangement, whatever their weekday. */
  readonly holidays: ReadonlySet<LocalDate>;
  /** Weekend days worked in exchange for a day off (调休上班). */
  readonly makeUpDays: ReadonlySet<LocalDate>;
  /** Years whose arrangement has been announced. */
  readonly publishedYears: ReadonlySet<number>;
}

/**
 * A stretch of a local day, `HH:MM` to `HH:MM`, the end not included; `24:00` ends the day.
 * A stretch over midnight is written as two.
 */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A period on a given day; `start` and `end` in epoch milliseconds, `end` not included. */
export interface Span {
  readonly date: LocalDate;
  readonly start: number;
  readonly end: number;
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;
const DAY_MS = 86_400_000;

/** All of China keeps Asia/Shanghai, fixed at UTC+8: summer time was last observed in 1991. */
const UTC_OFFSET_MS = 8 * 3_600_000;
const FIRST_INSTANT = Date.parse('1992-01-01T00:00+08:00');
const LAST_INSTANT = Date.parse('2999-12-31T00:00+08:00');

const MAX_KEPT = 20_000;

/** The same few days are asked for over and over. */
function remembering<Key, Value>(work: (key: Key) => Value): (key: Key) => Value {
  const kept = new Map<Key, Value>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known;
    const value = work(key);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, value);
    return value;
  };
}

/** Days since 1970-01-01, and back. */
const dayNumber = remembering((date: LocalDate) => Date.parse(date) / DAY_MS);
const dateOf = remembering((day: number): LocalDate => new Date(day * DAY_MS).toISOString().slice(0, 10));

/**
 * The arrangements shipped with `chinese-days`. A year counts as published when its National Day is listed:
 * every yearly notice names it, while a New Year's Day may already stand in the notice of the year before.
 */
export function chineseCalendar(): Calendar {
  const holidays = new Set(Object.keys(arrangement.holidays));
  const nationalDays = [...holidays].filter((date) => date.endsWith('-10-01'));
  return {
    holidays,
    makeUpDays: new Set(Object.keys(arrangement.workdays)),
    publishedYears: new Set(nationalDays.map(yearOf)),
  };
}

export function isPublished(calendar: Calendar, year: number): boolean {
  return calendar.publishedYears.has(year);
}

/** In a year that is not published this is only the weekday's usual kind. */
export function dayKind(calendar: Calendar, date: LocalDate): DayKind {
  const day = weekday(date);
  if (calendar.makeUpDays.has(date)) return 'workday';
  return calendar.holidays.has(date) || day === 'saturday' || day === 'sunday' ? 'rest' : 'workday';
}

/** @throws RangeError when `date` is not a day of the calendar */
export const weekday = remembering((date: LocalDate): Weekday => {
  const day = isLocalDate(date) ? WEEKDAYS[new Date(date).getUTCDay()] : undefined;
  if (!day) throw new RangeError(`date must be a day as YYYY-MM-DD, got ${date}`);
  return day;
});

export function isLocalDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

/** The day it is in China at `instant`. */
export function localDate(instant: Date): LocalDate {
  return dateOf(Math.floor((instant.getTime() + UTC_OFFSET_MS) / DAY_MS));
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(dayNumber(date) + days);
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

/** Epoch milliseconds at `time` (`HH:MM`, up to `24:00`) of a day in China. */
export function epochAt(date: LocalDate, time: string): number {
  const [hours, minutes] = [Number(time.slice(0, 2)), Number(time.slice(3))];
  return dayNumber(date) * DAY_MS + (hours * 60 + minutes) * 60_000 - UTC_OFFSET_MS;
}

/** The spans that `periodsOn` gives for `days` days, in order; what lies before `from` is cut off. */
export function* spansFrom(
  from: Date,
  days: number,
  periodsOn: (date: LocalDate) => readonly Period[],
): Generator<Span> {
  const firstDay = localDate(from);
  for (let day = 0; day < days; day++) {
    const date = addDays(firstDay, day);
    for (const period of periodsOn(date)) {
      const start = Math.max(epochAt(date, period.from), from.getTime());
      const end = epochAt(date, period.to);
      if (start < end) yield { date, start, end };
    }
  }
}

/** What is wrong with a day's periods, each message beginning with the field's path. */
export function periodErrors(periods: unknown, path: string): string[] {
  if (!Array.isArray(periods)) return [`${path} must be a list of periods`];
  let previousEnd = '00:00';
  return periods.flatMap((period: unknown, index) => {
    const at = `${path}[${index}]`;
    const { from, to } = (period ?? {}) as Partial<Record<keyof Period, unknown>>;
    const malformed = Object.entries({ from, to }).filter(([, time]) => !isTimeOfDay(time));
    if (!isTimeOfDay(from) || !isTimeOfDay(to)) {
      return malformed.map(([field]) => `${at}.${field} must be a time from 00:00 to 24:00 as HH:MM`);
    }
    if (from >= to) return [`${at}.from (${from}) must be before ${at}.to (${to})`];
    const early = from < previousEnd;
    const message = `${at}.from (${from}) is before ${previousEnd}, where the period above it ends`;
    previousEnd = to;
    return early ? [`${message}: list periods in order, without overlap`] : [];
  });
}

/** @throws RangeError, naming the argument, unless `value` is a time from 1992 to 2999 */
export function assertInstant(name: string, value: Date): void {
  const time = value.getTime();
  if (!(time >= FIRST_INSTANT && time < LAST_INSTANT)) {
    throw new RangeError(`${name} must be a valid time from 1992 to 2999`);
  }
}

function isTimeOfDay(value: unknown): value is string {
  return typeof value === 'string' && /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(value);
}

import {
  addDays,
  assertInstant,
  dayKind,
  epochAt,
  isPublished,
  localDate,
  periodErrors,
  spansFrom,
  weekday,
  yearOf,
  type Calendar,
  type DayKind,
  type LocalDate,
  type Period,
  type Span,
  type Weekday,
} from './calendar';

/**
 * When work is done. Holidays follow `rest` and make-up days `workday`; any other day follows its weekday
 * when listed, else its kind. No entry means closed. `{ workday: […], friday: […] }` has its own Fridays.
 */
export type WorkingHours = Readonly<Partial<Record<DayKind | Weekday, readonly Period[]>>>;

export type WorkingTime = { readonly workdays: number } | { readonly workingMinutes: number };

/** `provisional`: a counted day lies in a year whose calendar is not published, so `at` may yet move. */
export interface Deadline {
  readonly at: Date;
  readonly provisional: boolean;
}

const MINUTE_MS = 60_000;
const MAX_WORKDAYS = 1_000;
/** How far any computation looks: ten years. */
const HORIZON_DAYS = 3_660;

/**
 * The moment by which `amount` has passed since `from`, as the Civil Code counts (民法典 arts. 201, 203):
 * - workdays: the start day is not counted; the last day ends when business stops, or at 24:00 when it
 *   has no hours. Only the calendar decides what a workday is: opening on Saturdays does not make one.
 * - working minutes, fractions allowed: counted from `from` itself, during `hours` only.
 *
 * @throws RangeError, naming the argument, for an impossible time or amount or one not reached in ten years
 */
export function addWorkingTime(
  calendar: Calendar,
  hours: WorkingHours,
  from: Date,
  amount: WorkingTime,
): Deadline {
  assertInstant('from', from);
  assertHours(hours);
  return 'workdays' in amount
    ? addWorkdays(calendar, hours, from, amount.workdays)
    : addWorkingMinutes(calendar, hours, from, amount.workingMinutes);
}

/**
 * Minutes, with fractions, of `hours` between two times.
 * @throws RangeError, naming the argument, when `to` is before `from` or over ten years after it
 */
export function workingMinutesBetween(calendar: Calendar, hours: WorkingHours, from: Date, to: Date): number {
  assertInstant('from', from);
  assertInstant('to', to);
  assertHours(hours);
  if (to < from) throw new RangeError('to must not be before from');
  if (localDate(to) >= addDays(localDate(from), HORIZON_DAYS)) {
    throw new RangeError(`to must be within ${HORIZON_DAYS} days of from`);
  }
  let worked = 0;
  for (const span of workingSpans(calendar, hours, from)) {
    if (span.start >= to.getTime()) break;
    worked += Math.min(span.end, to.getTime()) - span.start;
  }
  return worked / MINUTE_MS;
}

function addWorkdays(calendar: Calendar, hours: WorkingHours, from: Date, workdays: number): Deadline {
  if (!Number.isInteger(workdays) || workdays < 1 || workdays > MAX_WORKDAYS) {
    throw new RangeError(`amount.workdays must be a whole number from 1 to ${MAX_WORKDAYS}, got ${workdays}`);
  }
  const startDay = localDate(from);
  let left = workdays;
  for (let day = 1; day < HORIZON_DAYS; day++) {
    const date = addDays(startDay, day);
    if (dayKind(calendar, date) === 'workday') left--;
    if (left === 0) {
      const close = periodsOn(calendar, hours, date).at(-1)?.to ?? '24:00';
      return deadline(calendar, addDays(startDay, 1), date, epochAt(date, close));
    }
  }
  throw new RangeError(`calendar has fewer than ${workdays} workdays in the ${HORIZON_DAYS} days after from`);
}

function addWorkingMinutes(calendar: Calendar, hours: WorkingHours, from: Date, minutes: number): Deadline {
  if (!Number.isFinite(minutes) || minutes < 0) {
    throw new RangeError(`amount.workingMinutes must be a number from 0 up, got ${minutes}`);
  }
  const startDay = localDate(from);
  let left = Math.round(minutes * MINUTE_MS);
  if (left === 0) return deadline(calendar, startDay, startDay, from.getTime());
  for (const { date, start, end } of workingSpans(calendar, hours, from)) {
    if (left <= end - start) return deadline(calendar, startDay, date, start + left);
    left -= end - start;
  }
  throw new RangeError(
    `amount.workingMinutes is ${minutes}, more than hours give in the ${HORIZON_DAYS} days after from`,
  );
}

function deadline(calendar: Calendar, firstDay: LocalDate, lastDay: LocalDate, at: number): Deadline {
  let provisional = false;
  for (let year = yearOf(firstDay); year <= yearOf(lastDay); year++) {
    provisional ||= !isPublished(calendar, year);
  }
  return { at: new Date(at), provisional };
}

function workingSpans(calendar: Calendar, hours: WorkingHours, from: Date): Generator<Span> {
  return spansFrom(from, HORIZON_DAYS, (date) => periodsOn(calendar, hours, date));
}

function periodsOn(calendar: Calendar, hours: WorkingHours, date: LocalDate): readonly Period[] {
  const arranged = calendar.holidays.has(date) || calendar.makeUpDays.has(date);
  const ownHours = arranged ? undefined : hours[weekday(date)];
  return ownHours ?? hours[dayKind(calendar, date)] ?? [];
}

function assertHours(hours: WorkingHours): void {
  const [error] = Object.entries(hours).flatMap(([day, periods]) => periodErrors(periods, `hours.${day}`));
  if (error) throw new RangeError(error);
}

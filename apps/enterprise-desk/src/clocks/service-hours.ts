import {
  assertInstant,
  dayKind,
  isLocalDate,
  periodErrors,
  spansFrom,
  type Calendar,
  type LocalDate,
  type Period,
} from './calendar';

/** When people answer: the same periods on each day of service, but for exceptions (no periods: closed). */
export interface ServiceHours {
  readonly periods: readonly Period[];
  /** `workdays` follows the Chinese calendar, make-up days included; `every-day` also serves on holidays. */
  readonly days: ServiceDays;
  readonly exceptions?: readonly ServiceException[];
}

export interface ServiceException {
  readonly date: LocalDate;
  readonly periods: readonly Period[];
}

export type ServiceDays = (typeof SERVICE_DAYS)[number];

const SERVICE_DAYS = ['workdays', 'every-day'] as const;
/** How far ahead an opening is looked for: a year. */
const HORIZON_DAYS = 366;

export function isOpen(calendar: Calendar, hours: ServiceHours, now: Date): boolean {
  return nextOpening(calendar, hours, now, 1)?.getTime() === now.getTime();
}

/** The first moment of service from `now` on, `now` itself while open; undefined when `withinDays` has none. */
export function nextOpening(
  calendar: Calendar,
  hours: ServiceHours,
  now: Date,
  withinDays = HORIZON_DAYS,
): Date | undefined {
  assertInstant('now', now);
  const [span] = spansFrom(now, withinDays, (date) => periodsOn(calendar, hours, date));
  return span && new Date(span.start);
}

/** When the service ends that is on at `now` or comes next; undefined when there is none within a year. */
export function nextClosing(calendar: Calendar, hours: ServiceHours, now: Date): Date | undefined {
  assertInstant('now', now);
  let end: number | undefined;
  for (const span of spansFrom(now, HORIZON_DAYS, (date) => periodsOn(calendar, hours, date))) {
    if (end !== undefined && span.start > end) break;
    end = span.end;
  }
  return end === undefined ? undefined : new Date(end);
}

/** What is wrong with service hours from outside, each message beginning with the field's path. */
export function validateServiceHours(input: unknown): string[] {
  if (!isRecord(input)) return ['service hours must be an object'];
  const { periods, days, exceptions = [] } = input;
  const daysKnown = SERVICE_DAYS.some((known) => known === days);
  return [
    ...periodErrors(periods, 'periods'),
    ...(daysKnown ? [] : [`days must be one of ${SERVICE_DAYS.join(', ')}`]),
    ...exceptionErrors(exceptions),
  ];
}

function exceptionErrors(exceptions: unknown): string[] {
  if (!Array.isArray(exceptions)) return ['exceptions must be a list'];
  const seen = new Set<string>();
  return exceptions.flatMap((exception: unknown, index) => {
    const path = `exceptions[${index}]`;
    if (!isRecord(exception)) return [`${path} must be an object`];
    return [
      ...dateErrors(exception['date'], `${path}.date`, seen),
      ...periodErrors(exception['periods'], `${path}.periods`),
    ];
  });
}

function dateErrors(date: unknown, path: string, seen: Set<string>): string[] {
  if (typeof date !== 'string' || !isLocalDate(date)) return [`${path} must be a day as YYYY-MM-DD`];
  if (seen.has(date)) return [`${path} (${date}) is listed twice`];
  seen.add(date);
  return [];
}

function periodsOn(calendar: Calendar, hours: ServiceHours, date: LocalDate): readonly Period[] {
  const exception = hours.exceptions?.find((candidate) => candidate.date === date);
  if (exception) return exception.periods;
  return hours.days === 'every-day' || dayKind(calendar, date) === 'workday' ? hours.periods : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

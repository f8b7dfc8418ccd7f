import * as chineseWorkday from 'chinese-workday';
import fc from 'fast-check';
import { addDays, chineseCalendar, localDate, type Calendar, type Period } from './calendar';
import { addWorkingTime, workingMinutesBetween, type WorkingHours, type WorkingTime } from './working-time';

const calendar = chineseCalendar();
const lastYear = Math.max(...calendar.publishedYears);
const morning = { from: '09:00', to: '12:00' };
const office: WorkingHours = { workday: [morning, { from: '13:30', to: '17:30' }] };
const shortFriday: WorkingHours = {
  ...office,
  friday: [morning],
  saturday: [{ from: '10:00', to: '11:00' }],
};

/** `MM-DD HH:MM` of 2026, or with the year before it, in China. */
function time(text: string): Date {
  return new Date(`${text.length > 11 ? text : `2026-${text}`}+08:00`);
}

function add(from: string, amount: WorkingTime, hours = office): string {
  return addWorkingTime(calendar, hours, time(from), amount).at.toISOString();
}

describe('adding workdays', () => {
  test.each([
    ['02-13 10:00', 5, '02-27 17:30', 'over the Spring Festival, 02-14 worked'],
    ['02-13 00:00', 5, '02-27 17:30', 'from the first moment of the day'],
    ['02-13 23:59', 5, '02-27 17:30', 'from its last'],
    ['02-13 10:00', 1, '02-14 17:30', 'to a make-up Saturday'],
    ['02-14 10:00', 1, '02-24 17:30', 'from one'],
    ['02-18 10:00', 1, '02-24 17:30', 'from a holiday'],
    ['03-04 10:00', 1, '03-05 17:30', 'in an ordinary week'],
    ['03-06 10:00', 15, '03-27 17:30', 'over three weekends'],
    ['2025-09-30 10:00', 3, '2025-10-11 17:30', 'over National Day'],
    ['2025-12-31 10:00', 1, '2026-01-04 17:30', 'over New Year, to a make-up Sunday'],
  ])('%s and %i → %s: %s', (from, workdays, expected) => {
    expect(add(from, { workdays })).toBe(time(expected).toISOString());
  });

  test.each<[string, WorkingHours, string]>([
    ['03-05 10:00', shortFriday, '03-06 12:00'],
    ['03-06 10:00', shortFriday, '03-09 17:30'],
    ['02-13 10:00', shortFriday, '02-14 17:30'],
    ['03-05 10:00', {}, '03-07 00:00'],
  ])('the day after %s ends with its hours %j', (from, hours, expected) => {
    expect(add(from, { workdays: 1 }, hours)).toBe(time(expected).toISOString());
  });
});

describe('adding working minutes', () => {
  test.each([
    ['03-04 09:00', 60, '03-04 10:00', 'within a period'],
    ['03-04 11:30', 60, '03-04 14:00', 'over lunch'],
    ['03-04 12:30', 60, '03-04 14:30', 'from lunch'],
    ['03-04 07:00', 180, '03-04 12:00', 'up to the end of a period'],
    ['03-04 17:00', 60, '03-05 09:30', 'overnight'],
    ['02-13 17:00', 60, '02-14 09:30', 'to a make-up day'],
    ['02-14 17:00', 60, '02-24 09:30', 'over a festival'],
    ['03-04 20:00', 0, '03-04 20:00', 'nothing'],
    ['03-04 09:00', 420 * 100, '07-27 17:30', 'a hundred days'],
  ])('%s and %i → %s: %s', (from, workingMinutes, expected) => {
    expect(add(from, { workingMinutes })).toBe(time(expected).toISOString());
  });

  test('weekday hours hold on ordinary days only', () => {
    expect(add('03-06 11:30', { workingMinutes: 60 }, shortFriday)).toBe(time('03-07 10:30').toISOString());
    expect(add('02-14 09:00', { workingMinutes: 420 }, shortFriday)).toBe(time('02-14 17:30').toISOString());
    expect(add('02-20 09:00', { workingMinutes: 1 }, shortFriday)).toBe(time('02-24 09:01').toISOString());
  });
});

describe('provisional', () => {
  const next = lastYear + 1;
  test.each<[string, WorkingTime, boolean]>([
    [`${lastYear}-12-01 10:00`, { workdays: 5 }, false],
    [`${lastYear}-12-31 10:00`, { workdays: 1 }, true],
    [`${lastYear}-12-01 10:00`, { workdays: 60 }, true],
    [`${lastYear}-12-31 10:00`, { workingMinutes: 60 }, false],
    [`${lastYear}-12-31 17:00`, { workingMinutes: 60 }, true],
    [`${next}-03-01 10:00`, { workingMinutes: 0 }, true],
  ])('%s and %j: %s', (from, amount, provisional) => {
    expect(addWorkingTime(calendar, office, time(from), amount).provisional).toBe(provisional);
  });

  test('a start day that is not counted does not matter', () => {
    const only2026: Calendar = { ...calendar, publishedYears: new Set([2026]) };
    const from = time('2025-12-31 17:00');
    expect(addWorkingTime(only2026, office, from, { workdays: 1 }).provisional).toBe(false);
    expect(addWorkingTime(only2026, office, from, { workingMinutes: 60 }).provisional).toBe(true);
  });

  test('not when the last published day ends at midnight', () => {
    const allDay: WorkingHours = { workday: [{ from: '00:00', to: '24:00' }] };
    const from = time(`${lastYear}-12-31 23:00`);
    const result = addWorkingTime(calendar, allDay, from, { workingMinutes: 60 });
    expect(result).toEqual({ at: time(`${next}-01-01 00:00`), provisional: false });
  });
});

describe('refusals name the argument', () => {
  const now = time('03-04 09:00');
  const allHolidays: Calendar = { ...calendar, holidays: { ...calendar.holidays, has: () => true } };

  test.each<[RegExp, Calendar, WorkingHours, Date, WorkingTime]>([
    [/^from must/, calendar, office, new Date(NaN), { workdays: 1 }],
    [/^from must/, calendar, office, new Date('1991-07-01'), { workdays: 1 }],
    [/^from must/, calendar, office, new Date(8.64e15), { workdays: 1 }],
    [/^amount\.workdays must/, calendar, office, now, { workdays: 0 }],
    [/^amount\.workdays must/, calendar, office, now, { workdays: 1.5 }],
    [/^amount\.workdays must/, calendar, office, now, { workdays: 1e9 }],
    [/^amount\.workingMinutes must/, calendar, office, now, { workingMinutes: -1 }],
    [/^amount\.workingMinutes must/, calendar, office, now, { workingMinutes: Infinity }],
    [
      /^amount\.workingMinutes is 1000000000, more than hours give/,
      calendar,
      office,
      now,
      { workingMinutes: 1e9 },
    ],
    [/^amount\.workingMinutes is 1, more than hours give/, calendar, {}, now, { workingMinutes: 1 }],
    [
      /^hours\.workday\[0\]\.from/,
      calendar,
      { workday: [{ from: '12:00', to: '09:00' }] },
      now,
      { workdays: 1 },
    ],
    [/^calendar has fewer/, allHolidays, office, now, { workdays: 999 }],
  ])('%s', (message, days, hours, from, amount) => {
    const act = (): unknown => addWorkingTime(days, hours, from, amount);
    expect(act).toThrow(RangeError);
    expect(act).toThrow(message);
  });

  test.each([
    ['02-04 09:00', /^to must not be before from/],
    ['2040-01-01 09:00', /^to must be within/],
  ])('measuring to %s', (to, message) => {
    expect(() => workingMinutesBetween(calendar, office, now, time(to))).toThrow(message);
  });
});

describe('for any time and hours', () => {
  const instants = fc.date({ min: time('2024-01-01 00:00'), max: time('12-31 23:59'), noInvalidDate: true });
  const clock = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  const periods = fc
    .uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 7 })
    .map((minutes) => {
      const edges = minutes.sort((a, b) => a - b).map(clock);
      return edges.flatMap((from, i): Period[] => {
        const to = edges[i + 1];
        return i % 2 === 0 && to !== undefined ? [{ from, to }] : [];
      });
    });
  const anyHours: fc.Arbitrary<WorkingHours> = fc.record(
    { workday: periods, rest: periods, friday: periods, saturday: periods },
    { requiredKeys: ['workday'] },
  );
  const seconds = fc.integer({ min: 0, max: 30_000 });
  const minutes = seconds.map((value) => value / 60);
  const after = (hours: WorkingHours, from: Date, workingMinutes: number): Date =>
    addWorkingTime(calendar, hours, from, { workingMinutes }).at;

  test('adding then measuring gives back the amount', () => {
    fc.assert(
      fc.property(anyHours, instants, minutes, (hours, from, amount) => {
        const measured = workingMinutesBetween(calendar, hours, from, after(hours, from, amount));
        expect(measured).toBeCloseTo(amount, 9);
      }),
    );
  });

  test('nothing is lost by adding in two steps, as around a pause', () => {
    fc.assert(
      fc.property(anyHours, instants, seconds, seconds, (hours, from, first, second) => {
        const paused = after(hours, from, first / 60);
        expect(after(hours, paused, second / 60)).toEqual(after(hours, from, (first + second) / 60));
      }),
    );
  });

  test('measuring is additive', () => {
    fc.assert(
      fc.property(anyHours, fc.tuple(instants, instants, instants), (hours, times) => {
        const [a, b, c] = times.sort((x, y) => x.getTime() - y.getTime());
        const measure = (from: Date, to: Date): number => workingMinutesBetween(calendar, hours, from, to);
        expect(measure(a, b) + measure(b, c)).toBeCloseTo(measure(a, c), 6);
      }),
    );
  });

  test('later or more never ends earlier', () => {
    const amounts = fc.oneof(
      fc.tuple(minutes, minutes).map(([a, b]) => [{ workingMinutes: a }, { workingMinutes: a + b }] as const),
      fc
        .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }))
        .map(([a, b]) => [{ workdays: a }, { workdays: a + b }] as const),
    );
    fc.assert(
      fc.property(anyHours, instants, instants, amounts, (hours, one, other, [less, more]) => {
        const [early, late] = one < other ? [one, other] : [other, one];
        const end = (from: Date, amount: WorkingTime): number =>
          addWorkingTime(calendar, hours, from, amount).at.getTime();
        expect(end(early, less)).toBeLessThanOrEqual(end(late, less));
        expect(end(early, less)).toBeLessThanOrEqual(end(early, more));
      }),
    );
  });

  test('workdays are those of chinese-workday, the start day not counted', () => {
    const starts = fc.date({ min: time('2024-01-01 00:00'), max: time('09-30 23:59'), noInvalidDate: true });
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 40 }), (from, workdays) => {
        const lastDay = localDate(addWorkingTime(calendar, office, from, { workdays }).at);
        const counted: string[] = [];
        for (let date = addDays(localDate(from), 1); date <= lastDay; date = addDays(date, 1)) {
          if (chineseWorkday.isWorkday(date)) counted.push(date);
        }
        expect([counted.length, counted.at(-1)]).toEqual([workdays, lastDay]);
      }),
    );
  });
});

import * as chineseWorkday from 'chinese-workday';
import fc from 'fast-check';
import {
  addDays,
  chineseCalendar,
  dayKind,
  epochAt,
  isLocalDate,
  isPublished,
  localDate,
  periodErrors,
  weekday,
} from './calendar';

const calendar = chineseCalendar();

function datesOf(year: number): string[] {
  const dates: string[] = [];
  for (let date = `${year}-01-01`; date <= `${year}-12-31`; date = addDays(date, 1)) dates.push(date);
  return dates;
}

describe('dayKind', () => {
  test.each([
    ['2026-02-13', 'workday', 'an ordinary Friday'],
    ['2026-02-14', 'workday', 'a make-up Saturday'],
    ['2026-02-15', 'rest', 'the first day of the Spring Festival'],
    ['2026-02-23', 'rest', 'its last, a Monday'],
    ['2026-02-28', 'workday', 'its other make-up Saturday'],
    ['2026-03-01', 'rest', 'an ordinary Sunday'],
    ['2025-10-08', 'rest', 'the last day of the National Day holiday'],
    ['2025-10-11', 'workday', 'its make-up Saturday'],
    ['2024-02-29', 'workday', 'a leap day'],
  ])('%s is a %s: %s', (date, kind) => {
    expect(dayKind(calendar, date)).toBe(kind);
  });

  test.each([2024, 2025, 2026])('agrees with chinese-workday on every day of %i', (year) => {
    const dates = datesOf(year);
    expect(dates).toHaveLength(year === 2024 ? 366 : 365);
    const differing = dates.filter(
      (date) => (dayKind(calendar, date) === 'workday') !== chineseWorkday.isWorkday(date),
    );
    expect(differing).toEqual([]);
  });

  test.each(['2026-2-3', '2026-02-30', '2026-13-01', 'today', ''])('refuses %j', (date) => {
    expect(() => dayKind(calendar, date)).toThrow(/^date must be/);
  });
});

describe('publishedYears', () => {
  test.each([2024, 2025, 2026])('%i is published', (year) => {
    expect(isPublished(calendar, year)).toBe(true);
  });

  test('reach from the first year known to the last, and no further', () => {
    const years = [...calendar.publishedYears].sort();
    const first = Math.min(...years);
    expect(years).toEqual(years.map((_, index) => first + index));
    expect(isPublished(calendar, Math.max(...years) + 1)).toBe(false);
  });
});

describe('local dates', () => {
  test.each([
    ['2026-01-01T15:59:59.999Z', '2026-01-01'],
    ['2026-01-01T16:00:00.000Z', '2026-01-02'],
    ['2025-12-31T16:00:00.000Z', '2026-01-01'],
  ])('%s falls on %s in China', (instant, date) => {
    expect(localDate(new Date(instant))).toBe(date);
  });

  test.each([
    ['00:00', '2026-02-12T16:00:00.000Z'],
    ['09:30', '2026-02-13T01:30:00.000Z'],
    ['24:00', '2026-02-13T16:00:00.000Z'],
  ])('%s on 2026-02-13 is %s', (time, instant) => {
    expect(new Date(epochAt('2026-02-13', time)).toISOString()).toBe(instant);
  });

  test('the offset is the one of Asia/Shanghai', () => {
    const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
    const instants = fc.date({
      min: new Date('1992-01-01'),
      max: new Date('2999-12-30'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(instants, (instant) => localDate(instant) === shanghai.format(instant)));
  });

  test('weekdays', () => {
    expect(weekday('2026-02-13')).toBe('friday');
    expect(isLocalDate('2024-02-29')).toBe(true);
    expect(isLocalDate('2026-02-29')).toBe(false);
  });
});

describe('periodErrors', () => {
  test.each([
    [[], []],
    [[{ from: '00:00', to: '24:00' }], []],
    [
      [
        { from: '09:00', to: '12:00' },
        { from: '12:00', to: '18:00' },
      ],
      [],
    ],
    ['09:00-12:00', ['p must be a list of periods']],
    [[null], [expect.stringMatching(/^p\[0\]\.from must/), expect.stringMatching(/^p\[0\]\.to must/)]],
    [[{ from: '9:00', to: '12:00' }], [expect.stringMatching(/^p\[0\]\.from must be a time/)]],
    [[{ from: '09:00', to: '24:01' }], [expect.stringMatching(/^p\[0\]\.to must be a time/)]],
    [[{ from: '12:00', to: '12:00' }], ['p[0].from (12:00) must be before p[0].to (12:00)']],
    [[{ from: '22:00', to: '02:00' }], ['p[0].from (22:00) must be before p[0].to (02:00)']],
    [
      [
        { from: '09:00', to: '12:00' },
        { from: '11:59', to: '18:00' },
      ],
      [expect.stringMatching(/^p\[1\]\.from \(11:59\) is before 12:00.*without overlap$/)],
    ],
  ])('%j', (periods, errors) => {
    expect(periodErrors(periods, 'p')).toEqual(errors);
  });
});

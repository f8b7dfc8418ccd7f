import { chineseCalendar, dayKind, isPublished } from './calendar';
import { calendarProblems, calendarYear, withYears } from './calendar-years';

const calendar = chineseCalendar();

test('a year put in the place of its own changes nothing, and every year survives another', () => {
  const same = withYears(calendar, [calendarYear(calendar, 2026)]);
  expect(calendarYear(same, 2026)).toEqual(calendarYear(calendar, 2026));
  const closed = withYears(calendar, [{ ...calendarYear(calendar, 2026), published: false }]);
  expect(isPublished(closed, 2026)).toBe(false);
  expect(calendarYear(closed, 2025)).toEqual(calendarYear(calendar, 2025));
});

test('an edited year decides its days', () => {
  const edited = withYears(calendar, [
    { year: 2027, holidays: ['2027-02-05'], makeUpDays: ['2027-02-20'], published: true },
  ]);
  expect(dayKind(edited, '2027-02-05')).toBe('rest');
  expect(dayKind(edited, '2027-02-20')).toBe('workday');
  expect(isPublished(edited, 2027)).toBe(true);
});

test.each([
  [{ holidays: ['2027-02-30'] }, ['holidays[0]']],
  [{ holidays: ['2026-02-05'] }, ['holidays[0]']],
  [{ holidays: ['2027-02-05', '2027-02-05'] }, ['holidays[1]']],
  [{ makeUpDays: ['2027-02-05'] }, ['makeUpDays[0]']],
  [{ holidays: ['2027-02-20'], makeUpDays: ['2027-02-20'] }, ['makeUpDays[0]']],
  [{ holidays: ['2027-02-05'], makeUpDays: ['2027-02-20'] }, []],
])('%j is refused at %j', (given, fields) => {
  const year = { year: 2027, holidays: [], makeUpDays: [], published: true, ...given };
  expect(calendarProblems(year).map(({ field }) => field)).toEqual(fields);
});

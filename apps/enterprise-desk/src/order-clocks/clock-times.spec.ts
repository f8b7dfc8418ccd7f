import fc from 'fast-check';
import { chineseCalendar } from '../clocks/calendar';
import { withYears } from '../clocks/calendar-years';
import {
  addWorkingTime,
  workingMinutesBetween,
  type WorkingHours,
  type WorkingTime,
} from '../clocks/working-time';
import { clockTimes, type ClockStep } from './clock-times';

const calendar = chineseCalendar();
const hours: WorkingHours = {
  workday: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
};

/** `MM-DD HH:MM` of 2026, or with the year before it, in China. */
const time = (text: string): Date => new Date(`${text.length > 11 ? text : `2026-${text}`}+08:00`);
const step = (type: 'pause' | 'resume', at: string): ClockStep => ({ type, at: time(at).toISOString() });
const extend = (at: string, workdays: number): ClockStep => ({
  type: 'extend',
  at: time(at).toISOString(),
  workdays,
});
const times = (startedAt: string, amount: WorkingTime, ...steps: ClockStep[]) =>
  clockTimes(calendar, hours, { startedAt: time(startedAt), amount, steps }, 70);

describe('the deadline of a clock', () => {
  const days = (workdays: number): WorkingTime => ({ workdays });
  test.each<[string, string, WorkingTime, ClockStep[], string]>([
    ['runs over the Spring Festival', '02-13 10:00', days(5), [], '02-27 17:30'],
    [
      'moves by the working time of a pause',
      '03-02 10:00',
      days(3),
      [step('pause', '03-03 09:00'), step('resume', '03-03 15:30')],
      '03-06 15:30',
    ],
    [
      'does not move when no working time passed in it',
      '02-13 10:00',
      days(5),
      [step('pause', '02-14 17:30'), step('resume', '02-23 20:00')],
      '02-27 17:30',
    ],
    [
      'keeps what two pauses took',
      '03-02 09:00',
      { workingMinutes: 60 },
      [
        step('pause', '03-02 09:30'),
        step('resume', '03-02 10:30'),
        step('pause', '03-02 10:45'),
        step('resume', '03-02 11:45'),
      ],
      '03-02 12:00',
    ],
    ['stands while it is paused', '03-02 10:00', days(1), [step('pause', '03-02 11:00')], '03-03 17:30'],
    [
      'stays broken when it is paused after the breach',
      '03-02 10:00',
      days(1),
      [step('pause', '03-04 09:00'), step('resume', '03-05 09:00')],
      '03-03 17:30',
    ],
    ['is later by an extension', '03-02 10:00', days(5), [extend('03-05 10:00', 3)], '03-12 17:30'],
    [
      'is later by an extension and a pause',
      '03-02 10:00',
      days(1),
      [extend('03-02 11:00', 1), step('pause', '03-03 09:00'), step('resume', '03-03 10:00')],
      '03-05 10:00',
    ],
  ])('%s', (_, startedAt, amount, steps, due) => {
    expect(times(startedAt, amount, ...steps).dueAt).toEqual(time(due));
  });

  test('before an extension stays on record, also when it is extended again', () => {
    const { firstDueAt, dueAt } = times(
      '03-02 10:00',
      days(5),
      extend('03-05 10:00', 3),
      extend('03-06 10:00', 1),
    );
    expect([firstDueAt, dueAt]).toEqual([time('03-09 17:30'), time('03-13 17:30')]);
  });

  test('knows since when it stands still', () => {
    expect(
      times('03-02 10:00', days(1), step('pause', '03-02 11:00'), step('pause', '03-02 11:30')),
    ).toMatchObject({
      pausedAt: time('03-02 11:00'),
    });
    expect(times('03-02 10:00', days(1)).pausedAt).toBeNull();
  });

  test('yellow is at 70 % of the working time, pauses not counted', () => {
    expect(times('03-02 09:00', { workingMinutes: 100 }).yellowAt).toEqual(time('03-02 10:10'));
    const paused = [step('pause', '03-02 10:00'), step('resume', '03-02 11:00')];
    expect(times('03-02 09:00', { workingMinutes: 100 }, ...paused).yellowAt).toEqual(time('03-02 11:10'));
    const late = [step('pause', '03-02 10:20'), step('resume', '03-02 11:00')];
    expect(times('03-02 09:00', { workingMinutes: 100 }, ...late).yellowAt).toEqual(time('03-02 10:10'));
  });

  test('is provisional until the calendar arrives, and then follows it', () => {
    const course = { startedAt: time('2027-02-04 10:00'), amount: days(3), steps: [] };
    const before = clockTimes(calendar, hours, course, 70);
    expect(before).toMatchObject({ dueAt: time('2027-02-09 17:30'), provisional: true });
    const holidays = ['05', '06', '07', '08', '09', '10', '11'].map((day) => `2027-02-${day}`);
    const published = withYears(calendar, [
      { year: 2027, holidays, makeUpDays: ['2027-02-20'], published: true },
    ]);
    expect(clockTimes(published, hours, course, 70)).toMatchObject({
      dueAt: time('2027-02-16 17:30'),
      provisional: false,
    });
  });
});

describe('for any course', () => {
  const instants = fc.date({ min: time('2024-01-02 00:00'), max: time('06-30 23:59'), noInvalidDate: true });
  const amounts = fc.oneof(
    fc.record({ workdays: fc.integer({ min: 1, max: 20 }) }),
    fc.record({ workingMinutes: fc.integer({ min: 1, max: 5_000 }) }),
  );
  /** Lengths of what runs and what stands still, by turns, in minutes. */
  const turns = fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 6 });
  const course = (startedAt: Date, amount: WorkingTime, minutes: number[]) => {
    let at = startedAt.getTime();
    const steps = minutes.map((minute, i): ClockStep => {
      at += minute * 60_000;
      return { type: i % 2 === 0 ? 'pause' : 'resume', at: new Date(at).toISOString() };
    });
    return { startedAt, amount, steps: steps.slice(0, steps.length - (steps.length % 2)) };
  };

  test('pausing loses nothing: what ran is the amount, whatever stood still before the deadline', () => {
    fc.assert(
      fc.property(instants, amounts, turns, (startedAt, amount, minutes) => {
        const { steps, ...bare } = course(startedAt, amount, minutes);
        const plain = clockTimes(calendar, hours, { ...bare, steps: [] }, 70).dueAt;
        const { dueAt } = clockTimes(calendar, hours, { ...bare, steps }, 70);
        let stood = 0;
        for (let i = 0; i + 1 < steps.length; i += 2) {
          const [from, to] = [new Date(steps[i]?.at ?? ''), new Date(steps[i + 1]?.at ?? '')];
          if (from < dueAt) stood += workingMinutesBetween(calendar, hours, from, to);
        }
        expect(workingMinutesBetween(calendar, hours, plain, dueAt)).toBeCloseTo(stood, 6);
      }),
    );
  });

  test('yellow comes between start and deadline, and later for a greater share', () => {
    fc.assert(
      fc.property(
        instants,
        amounts,
        turns,
        fc.integer({ min: 1, max: 98 }),
        (startedAt, amount, minutes, share) => {
          const given = course(startedAt, amount, minutes);
          const { yellowAt, dueAt } = clockTimes(calendar, hours, given, share);
          expect(yellowAt >= startedAt && yellowAt <= dueAt).toBe(true);
          expect(clockTimes(calendar, hours, given, share + 1).yellowAt >= yellowAt).toBe(true);
        },
      ),
    );
  });

  test('an extension is never earlier, and begins where the deadline was', () => {
    fc.assert(
      fc.property(instants, amounts, fc.integer({ min: 1, max: 15 }), (startedAt, amount, workdays) => {
        const plain = clockTimes(calendar, hours, { startedAt, amount, steps: [] }, 70);
        const steps: ClockStep[] = [{ type: 'extend', at: startedAt.toISOString(), workdays }];
        const extended = clockTimes(calendar, hours, { startedAt, amount, steps }, 70);
        expect(extended.firstDueAt).toEqual(plain.dueAt);
        expect(extended.dueAt).toEqual(addWorkingTime(calendar, hours, plain.dueAt, { workdays }).at);
      }),
    );
  });
});

import fc from 'fast-check';
import { chineseCalendar } from '../clocks/calendar';
import type { WorkingHours } from '../clocks/working-time';
import { pacedSignals, pacedTimes, type PacedPolicy } from './clock-pace';
import { clockTimes, type ClockCourse, type ClockStep } from './clock-times';
import { policyOf, PRESETS } from './presets';

const calendar = chineseCalendar();
const hours: WorkingHours = {
  workday: [
    { from: '09:00', to: '12:00' },
    { from: '13:30', to: '17:30' },
  ],
};
const [preset] = PRESETS;
if (!preset) throw new Error('There is no preset.');
const paced = (factor: number): PacedPolicy => ({ ...policyOf(preset), factor });
const time = (text: string): Date => new Date(`2026-${text}+08:00`);
const seconds = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;
const DAY_A_MINUTE = 1_440;

describe('a clock that runs faster than life', () => {
  const startedAt = time('03-02 17:30');

  it('goes through nights and rest days at its pace', () => {
    const day = pacedTimes(
      calendar,
      hours,
      { startedAt, amount: { workdays: 1 }, steps: [] },
      paced(DAY_A_MINUTE),
    );
    expect(seconds(startedAt, day.dueAt)).toBe(60);
    const week = pacedTimes(
      calendar,
      hours,
      { startedAt, amount: { workdays: 5 }, steps: [] },
      paced(DAY_A_MINUTE),
    );
    expect(seconds(startedAt, week.dueAt)).toBe(7 * 60);
  });

  it('stands while it is paused, and is extended by days of its pace', () => {
    const later = (ms: number): string => new Date(startedAt.getTime() + ms).toISOString();
    const steps: ClockStep[] = [
      { type: 'pause', at: later(30_000) },
      { type: 'resume', at: later(90_000) },
      { type: 'extend', at: later(91_000), workdays: 1 },
    ];
    const course: ClockCourse = { startedAt, amount: { workdays: 1 }, steps };
    const times = pacedTimes(calendar, hours, course, paced(DAY_A_MINUTE));
    expect(times.firstDueAt && seconds(startedAt, times.firstDueAt)).toBe(120);
    expect(seconds(startedAt, times.dueAt)).toBe(180);
    expect(times.pausedAt).toBeNull();
  });

  it('turns yellow before red, and is escalated in working time after it', () => {
    const course: ClockCourse = { startedAt, amount: { workdays: 1 }, steps: [] };
    const times = pacedTimes(calendar, hours, course, paced(DAY_A_MINUTE));
    const signals = pacedSignals(
      calendar,
      hours,
      { ...times, kind: 'handling', startedAt },
      paced(DAY_A_MINUTE),
    );
    expect(signals.map(({ light, to }) => `${light} ${to}`)).toEqual([
      'yellow agency',
      'red agency',
      'red lead',
      'red supervisor',
    ]);
    const [yellow = 0, ...reds] = signals.map(({ at }) => seconds(startedAt, at));
    expect(yellow).toBeLessThan(60);
    expect(reds).toEqual([60, 60, 120]);
  });

  it('stays within the calendar however long it was paused', () => {
    const steps: ClockStep[] = [
      { type: 'pause', at: time('03-02 17:31').toISOString() },
      { type: 'resume', at: time('04-02 17:31').toISOString() },
    ];
    const course: ClockCourse = { startedAt, amount: { workdays: 5 }, steps };
    expect(pacedTimes(calendar, hours, course, paced(100_000)).dueAt.getTime()).toBeGreaterThan(
      startedAt.getTime(),
    );
  });

  it('at the pace of life has the times of life', () => {
    const moment = fc
      .integer({ min: 0, max: 60 * 24 * 60 })
      .map((m) => time('03-02 00:00').getTime() + m * 60_000);
    fc.assert(
      fc.property(
        fc.array(moment, { minLength: 3, maxLength: 3 }).map((all) => all.toSorted((a, b) => a - b)),
        fc.integer({ min: 1, max: 10 }),
        ([start = 0, pause = 0, resume = 0], workdays) => {
          const steps: ClockStep[] = [
            { type: 'pause', at: new Date(pause).toISOString() },
            { type: 'resume', at: new Date(resume).toISOString() },
          ];
          const course: ClockCourse = { startedAt: new Date(start), amount: { workdays }, steps };
          expect(pacedTimes(calendar, hours, course, paced(1))).toEqual(
            clockTimes(calendar, hours, course, preset.yellowPercent),
          );
        },
      ),
    );
  });
});

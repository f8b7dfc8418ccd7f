import { chineseCalendar } from '../clocks/calendar';
import { clockSignals, levelKept, lightAt, signalsDue } from './clock-signals';

const hours = { workday: [{ from: '09:00', to: '17:00' }] };
const time = (text: string): Date => new Date(`2026-${text}+08:00`);
const times = { yellowAt: time('03-03 10:00'), dueAt: time('03-04 17:00') };
const signals = clockSignals(chineseCalendar(), hours, 'handling', times, [
  { to: 'supervisor', afterWorkingMinutes: 120 },
  { to: 'lead', afterWorkingMinutes: 0 },
]);

test('yellow, red, then level by level in the order of time', () => {
  expect(signals).toEqual([
    { level: 1, light: 'yellow', to: 'agency', at: times.yellowAt },
    { level: 2, light: 'red', to: 'agency', at: times.dueAt },
    { level: 3, light: 'red', to: 'lead', at: times.dueAt },
    { level: 4, light: 'red', to: 'supervisor', at: time('03-05 11:00') },
  ]);
});

test('the window for a return closes silently', () => {
  expect(clockSignals(chineseCalendar(), hours, 'return', times, [])).toEqual([]);
});

test.each([
  [0, '03-02 09:00', [], '03-03 10:00'],
  [0, '03-03 10:00', [1], '03-04 17:00'],
  [1, '03-03 12:00', [], '03-04 17:00'],
  [1, '03-04 17:00', [2, 3], '03-05 11:00'],
  [0, '03-09 09:00', [1, 2, 3, 4], null],
  [4, '03-09 09:00', [], null],
])('at level %i and %s: %j, again at %s', (level, now, due, nextAt) => {
  const result = signalsDue(signals, level, time(now));
  expect(result.due.map((signal) => signal.level)).toEqual(due);
  expect(result.nextAt).toEqual(nextAt === null ? null : time(nextAt));
});

test.each([
  [3, '03-06 09:00', 3, 'red'],
  [3, '03-03 12:00', 1, 'yellow'],
  [2, '03-02 09:00', 0, null],
])('moved times at level %i and %s: keeps %i', (level, now, kept, light) => {
  expect(levelKept(signals, level, time(now))).toBe(kept);
  expect(lightAt(signals, kept)).toBe(light);
});

import fc from 'fast-check';
import { chineseCalendar } from './calendar';
import { isOpen, nextClosing, nextOpening, validateServiceHours, type ServiceHours } from './service-hours';

const calendar = chineseCalendar();
const periods = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '17:30' },
];
const office: ServiceHours = { periods, days: 'workdays' };
const daily: ServiceHours = { periods, days: 'every-day' };
const roundTheClock: ServiceHours = { periods: [{ from: '00:00', to: '24:00' }], days: 'every-day' };
const excepted: ServiceHours = {
  ...office,
  exceptions: [
    { date: '2026-03-05', periods: [] },
    { date: '2026-03-07', periods: [{ from: '10:00', to: '11:00' }] },
  ],
};

const time = (text: string): Date => new Date(`2026-${text}+08:00`);

describe('isOpen and nextOpening', () => {
  test.each<[string, ServiceHours, string, string, string]>([
    ['an ordinary morning', office, '03-04 10:00', 'open', '03-04 10:00'],
    ['the first moment', office, '03-04 09:00', 'open', '03-04 09:00'],
    ['just before it', office, '03-04 08:59', 'closed', '03-04 09:00'],
    ['the moment of closing', office, '03-04 12:00', 'closed', '03-04 13:30'],
    ['lunch', office, '03-04 12:30', 'closed', '03-04 13:30'],
    ['evening', office, '03-04 17:30', 'closed', '03-05 09:00'],
    ['Friday evening', office, '03-06 18:00', 'closed', '03-09 09:00'],
    ['Friday evening before a make-up day', office, '02-13 18:00', 'closed', '02-14 09:00'],
    ['a make-up Saturday', office, '02-14 10:00', 'open', '02-14 10:00'],
    ['a festival', office, '02-17 10:00', 'closed', '02-24 09:00'],
    ['a festival, serving daily', daily, '02-17 10:00', 'open', '02-17 10:00'],
    ['a Sunday, serving daily', daily, '03-01 18:00', 'closed', '03-02 09:00'],
    ['midnight, round the clock', roundTheClock, '03-05 00:00', 'open', '03-05 00:00'],
    ['a day closed by exception', excepted, '03-05 10:00', 'closed', '03-06 09:00'],
    ['a Saturday open by exception', excepted, '03-07 10:30', 'open', '03-07 10:30'],
    ['before that Saturday', excepted, '03-06 18:00', 'closed', '03-07 10:00'],
  ])('%s', (_, hours, now, state, opening) => {
    expect(isOpen(calendar, hours, time(now))).toBe(state === 'open');
    expect(nextOpening(calendar, hours, time(now))).toEqual(time(opening));
  });

  test('there is no opening without periods', () => {
    expect(nextOpening(calendar, { periods: [], days: 'every-day' }, time('03-04 10:00'))).toBeUndefined();
  });

  test('refuse a time that is none', () => {
    expect(() => isOpen(calendar, office, new Date(NaN))).toThrow(/^now must be/);
    expect(() => nextOpening(calendar, office, new Date(NaN))).toThrow(/^now must be/);
  });

  test('the next opening is open, and nothing before it is', () => {
    const instants = fc.date({ min: time('01-01 00:00'), max: time('12-31 23:59'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.double({ min: 0, max: 1, noNaN: true }), (now, part) => {
        const opening = nextOpening(calendar, excepted, now) ?? new Date(NaN);
        expect(isOpen(calendar, excepted, opening)).toBe(true);
        const wait = opening.getTime() - now.getTime();
        expect(wait).toBeGreaterThanOrEqual(0);
        const between = new Date(now.getTime() + Math.floor(part * (wait - 1)));
        if (wait > 0) expect(isOpen(calendar, excepted, between)).toBe(false);
      }),
    );
  });
});

describe('validateServiceHours', () => {
  test.each<[unknown, string[]]>([
    [office, []],
    [excepted, []],
    [roundTheClock, []],
    [null, ['service hours must be an object']],
    [[], ['service hours must be an object']],
    [{}, ['periods must be a list of periods', 'days must be one of workdays, every-day']],
    [{ ...office, days: 'weekdays' }, ['days must be one of workdays, every-day']],
    [
      { ...office, periods: [{ from: '9', to: '12:00' }] },
      ['periods[0].from must be a time from 00:00 to 24:00 as HH:MM'],
    ],
    [
      { ...office, periods: [{ from: '12:00', to: '09:00' }] },
      ['periods[0].from (12:00) must be before periods[0].to (09:00)'],
    ],
    [
      { ...office, periods: [...periods, { from: '17:00', to: '19:00' }] },
      [
        'periods[2].from (17:00) is before 17:30, where the period above it ends: list periods in order, without overlap',
      ],
    ],
    [{ ...office, exceptions: {} }, ['exceptions must be a list']],
    [{ ...office, exceptions: ['2026-03-05'] }, ['exceptions[0] must be an object']],
    [
      { ...office, exceptions: [{ date: '2026-02-30', periods: 'none' }] },
      ['exceptions[0].date must be a day as YYYY-MM-DD', 'exceptions[0].periods must be a list of periods'],
    ],
    [
      { ...excepted, exceptions: [...(excepted.exceptions ?? []), { date: '2026-03-05', periods }] },
      ['exceptions[2].date (2026-03-05) is listed twice'],
    ],
  ])('%j', (input, errors) => {
    expect(validateServiceHours(input)).toEqual(errors);
  });
});

describe('nextClosing', () => {
  const shift: ServiceHours = {
    days: 'every-day',
    periods: [
      { from: '00:00', to: '02:00' },
      { from: '22:00', to: '24:00' },
    ],
  };
  test.each<[string, ServiceHours, string, string]>([
    ['before lunch', office, '03-04 10:00', '03-04 12:00'],
    ['the moment of closing', office, '03-04 12:00', '03-04 17:30'],
    ['lunch', office, '03-04 12:30', '03-04 17:30'],
    ['Friday evening', office, '03-06 18:00', '03-09 12:00'],
    ['over midnight', shift, '03-04 23:00', '03-05 02:00'],
  ])('%s', (_, hours, now, closing) => {
    expect(nextClosing(calendar, hours, time(now))).toEqual(time(closing));
  });

  test('there is none without periods', () => {
    expect(nextClosing(calendar, { periods: [], days: 'every-day' }, time('03-04 10:00'))).toBeUndefined();
  });
});

import { cityTime, IsTime } from './time';
import { validate } from './validation';

class Query {
  @IsTime()
  from!: string;
}

it.each([
  ['2026-11-24', '2026-11-23T16:00:00.000Z'],
  ['2026-11-24T09:00', '2026-11-24T01:00:00.000Z'],
  ['2026-11-24 09:00:00', '2026-11-24T01:00:00.000Z'],
  ['2026-11-24T09:00:00+08:00', '2026-11-24T01:00:00.000Z'],
  ['2026-11-24T09:00:00.000Z', '2026-11-24T09:00:00.000Z'],
  ['2026-11-24T09:00:00-05:00', '2026-11-24T14:00:00.000Z'],
])('%s is %s', (text, instant) => {
  expect(cityTime(text).toISOString()).toBe(instant);
  expect(validate(Query, { from: text }, 'refuse')).toEqual({ from: text });
});

it.each(['2026-02-30', '2026-W10', '20261124', '2026-330', '0000-01-01', '2026-11-24T25:00', 'gestern', ''])(
  'refuses %j',
  (from) => {
    expect(() => validate(Query, { from }, 'refuse')).toThrow('from must be a day or time');
  },
);

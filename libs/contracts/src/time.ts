import { IS_ISO8601, isISO8601, ValidateBy } from 'class-validator';

const CITY_OFFSET = '+08:00';
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');

/** A day begins in the city, and a time that names no offset is the city's. */
export function cityTime(text: string): Date {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[Tt ](.+))?$/.exec(text) ?? [];
  if (day === undefined) return new Date(text);
  if (time === undefined) return new Date(`${day}T00:00:00${CITY_OFFSET}`);
  return new Date(/([Zz]|[+-][\d:]+)$/.test(time) ? text : text + CITY_OFFSET);
}

/** A day or time of ISO 8601 that there is; `cityTime` reads it. */
export const IsTime = (): PropertyDecorator =>
  ValidateBy({
    name: IS_ISO8601,
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' &&
        isISO8601(value, { strict: true }) &&
        cityTime(value).getTime() >= EARLIEST,
      defaultMessage: () => '$property must be a day or time such as 2026-11-24 or 2026-11-24T09:00:00+08:00',
    },
  });

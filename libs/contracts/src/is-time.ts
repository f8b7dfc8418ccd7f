import { IS_ISO8601, isISO8601, ValidateBy } from 'class-validator';

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');

/** A day or time of ISO 8601 that there is, written as JavaScript and PostgreSQL both read it. */
export const IsTime = (): PropertyDecorator =>
  ValidateBy({
    name: IS_ISO8601,
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && isISO8601(value, { strict: true }) && Date.parse(value) >= EARLIEST,
      defaultMessage: () => '$property must be a day or time such as 2026-11-24 or 2026-11-24T09:00:00+08:00',
    },
  });

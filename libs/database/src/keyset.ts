import { AppError, DEFAULT_PAGE_SIZE, MAX_INTEGER, type Page } from '#contracts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Turns the sort key of the last row into the opaque cursor of the next page. */
export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** @throws AppError INVALID_ARGUMENT when the cursor was not made by `encodeCursor` with `length` parts. */
export function decodeCursor(cursor: string | undefined, length: number): (string | number)[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const sound =
      Array.isArray(key) &&
      key.length === length &&
      key.every((part) => ['string', 'number'].includes(typeof part));
    if (sound) return key as (string | number)[];
  } catch {
    // Falls through to the refusal below.
  }
  throw notACursor();
}

/**
 * The id after which a list sorted by id goes on.
 * @throws AppError INVALID_ARGUMENT
 */
export function decodeIdCursor(cursor: string | undefined): string | undefined {
  const [id] = decodeCursor(cursor, 1) ?? [];
  if (id === undefined || UUID.test(String(id))) return id?.toString();
  throw notACursor();
}

/**
 * The whole number after which a list sorted by it goes on.
 * @throws AppError INVALID_ARGUMENT
 */
export function decodeNumberCursor(cursor: string | undefined): number | undefined {
  const [number] = decodeCursor(cursor, 1) ?? [];
  if (number === undefined) return undefined;
  if (typeof number === 'number' && Number.isInteger(number) && Math.abs(number) <= MAX_INTEGER)
    return number;
  throw notACursor();
}

/**
 * The time and the id after which a list sorted by both goes on.
 * @throws AppError INVALID_ARGUMENT
 */
export function decodeTimeCursor(cursor: string | undefined): [at: Date, id: string] | undefined {
  const [time, id] = decodeCursor(cursor, 2) ?? [];
  if (time === undefined) return undefined;
  const at = new Date(time);
  if (at.getTime() >= 0 && UUID.test(String(id))) return [at, String(id)];
  throw notACursor();
}

/** The least UUIDv7 of a millisecond: below it are the rows made before, as far as clocks agree. */
export function idAt(instant: Date): string {
  const hex = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

const notACursor = (): AppError =>
  new AppError('INVALID_ARGUMENT', 'The cursor is not valid.', {
    fields: [{ field: 'cursor', problem: 'is not a cursor that this list has given out' }],
  });

export const pageSize = (limit: number | undefined): number => limit ?? DEFAULT_PAGE_SIZE;

/** Makes a page of `rows`, which were read with a limit of one more than `limit`. */
export function toPage<Row, Item>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => readonly (string | number)[],
  toItem: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const items = shown.map(toItem);
  return rows.length > limit && last !== undefined
    ? { items, nextCursor: encodeCursor(keyOf(last)) }
    : { items };
}

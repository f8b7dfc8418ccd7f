import type { EntityManager } from 'typeorm';
import type { Transaction } from './unit-of-work';

type RowClass<Row extends object> = new () => Row;

interface Table {
  name: string;
  columns: { property: string; name: string; isKey: boolean }[];
  /** `c.id AS "id", …` of the table as `c`. */
  selected: string;
}

const known = new WeakMap<object, Table>();

function tableOf<Row extends object>({ connection }: EntityManager, type: RowClass<Row>): Table {
  const cached = known.get(type);
  if (cached) return cached;
  const { tableName, columns: all } = connection.getMetadata(type);
  const columns = all.map(({ propertyName: property, databaseName: name, isPrimary: isKey }) => ({
    property,
    name,
    isKey,
  }));
  const selected = columns.map(({ property, name }) => `c.${name} AS "${property}"`).join(', ');
  const table = { name: tableName, columns, selected };
  known.set(type, table);
  return table;
}

/**
 * Stores rows of one table in one statement, however many: a set costs little more than a row. Every column must have its
 * value, as defaults do not apply.
 * @param unless a conflict target such as `(key)`: rows that are there already are left as they are
 * @returns the rows that were stored, with their keys alone
 */
export async function insertRows<Row extends object>(
  tx: Transaction,
  type: RowClass<Row>,
  rows: readonly Row[],
  unless?: string,
): Promise<Partial<Row>[]> {
  const { columns } = tableOf(tx, type);
  const keys = columns.filter(({ isKey }) => isKey);
  const returned = keys.map(({ property, name }) => `${name} AS "${property}"`).join(', ');
  const leave = unless ? `ON CONFLICT ${unless} DO NOTHING` : '';
  return store(tx, type, rows, `${leave} RETURNING ${returned}`);
}

/** The same; a row with the same key is replaced. No key may come twice. */
export async function upsertRows<Row extends object>(
  tx: Transaction,
  type: RowClass<Row>,
  rows: readonly Row[],
): Promise<void> {
  const { columns } = tableOf(tx, type);
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name);
  const set = columns.filter(({ isKey }) => !isKey).map(({ name }) => `${name} = excluded.${name}`);
  await store(tx, type, rows, `ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${set.join(', ')}`);
}

/** Overwrites `properties` of rows that are there, in one statement. */
export async function updateRows<Row extends object>(
  tx: Transaction,
  type: RowClass<Row>,
  rows: readonly Row[],
  properties: readonly (keyof Row & string)[],
): Promise<void> {
  if (rows.length === 0) return;
  const { name: table, columns } = tableOf(tx, type);
  const set = columns
    .filter(({ property }) => (properties as readonly string[]).includes(property))
    .map(({ name }) => `${name} = given.${name}`);
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => `c.${name} = given.${name}`);
  await tx.query(
    `UPDATE ${table} c SET ${set.join(', ')} FROM json_populate_recordset(NULL::${table}, $1) AS given
      WHERE ${keys.join(' AND ')}`,
    [jsonOf(tx, type, rows)],
  );
}

/** Whole rows as plain objects; `clause` follows `FROM <table> c`. */
export async function readRows<Row extends object>(
  manager: EntityManager,
  type: RowClass<Row>,
  clause: string,
  values: unknown[],
): Promise<Row[]> {
  const { name, selected } = tableOf(manager, type);
  return manager.query<Row[]>(`SELECT ${selected} FROM ${name} c ${clause}`, values);
}

async function store<Row extends object>(
  tx: Transaction,
  type: RowClass<Row>,
  rows: readonly Row[],
  ending: string,
): Promise<Partial<Row>[]> {
  if (rows.length === 0) return [];
  const { name, columns } = tableOf(tx, type);
  const list = columns.map((column) => column.name).join(', ');
  return tx.query<Partial<Row>[]>(
    `INSERT INTO ${name} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${name}, $1) ${ending}`,
    [jsonOf(tx, type, rows)],
  );
}

function jsonOf<Row extends object>(tx: Transaction, type: RowClass<Row>, rows: readonly Row[]): string {
  const { columns } = tableOf(tx, type);
  return storableJson(
    rows.map((row) =>
      Object.fromEntries(columns.map(({ property, name }) => [name, row[property as keyof Row]])),
    ),
  );
}

/** JSON for PostgreSQL, which refuses half of a surrogate pair: it becomes U+FFFD, as it does in UTF-8. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  if (!json.includes('\\ud')) return json;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.toWellFormed() : part));
}

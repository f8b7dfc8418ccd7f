import type { MigrationInterface } from 'typeorm';

export type Migrations = readonly (new () => MigrationInterface)[];

/** A schema is not of the version that is to use it; the message says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

interface Row {
  name: string;
}

/** The names of the migrations that have run, none where there is no table of them. */
export async function migrationsDone(query: (sql: string) => Promise<Row[]>): Promise<string[]> {
  const tables = await query(`SELECT 'migrations' AS name WHERE to_regclass('migrations') IS NOT NULL`);
  return tables.length === 0 ? [] : (await query('SELECT name FROM migrations')).map(({ name }) => name);
}

/** What a migration's name ends with. */
const timeOf = (name: string): number => Number(name.slice(-13));

const newestOf = (names: readonly string[]): string =>
  names.reduce((newest, name) => (timeOf(name) > timeOf(newest) ? name : newest), '0');

/** @throws SchemaError when what a newer version made of the schema has `done`. */
export function requireNotNewer(schema: string, done: readonly string[], migrations: Migrations): void {
  const newest = newestOf(done);
  if (timeOf(newest) > timeOf(newestOf(migrations.map(({ name }) => name))))
    throw new SchemaError(
      `The schema ${schema} was made by a newer version of Qifu Desk (it has ${newest}): start that version or a newer one, or restore a backup from before it.`,
    );
}

/** @throws SchemaError when migrations are still to run. */
export function requireMigrated(schema: string, done: readonly string[], migrations: Migrations): void {
  const missing = migrations.find(({ name }) => !done.includes(name));
  if (missing)
    throw new SchemaError(
      `The schema ${schema} is of an older version (${missing.name} is missing): run the migrations of ${schema} first.`,
    );
}

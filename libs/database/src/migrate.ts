import { DataSource } from 'typeorm';
import { migrationsDone, requireNotNewer, SchemaError, type Migrations } from './schema-version';

export interface MigrateOptions {
  /** Of the role that owns the schema; services do not have it. */
  url: string;
  schema: string;
  migrations: Migrations;
}

/**
 * Brings a service's schema up to date; returns the names of the migrations that ran.
 * @throws SchemaError when a newer version made it.
 */
export async function migrate({ url, schema, migrations }: MigrateOptions): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    extra: { options: `-c search_path=${schema}` },
  });
  await dataSource.initialize();
  try {
    requireNotNewer(schema, await migrationsDone((sql) => dataSource.query(sql)), migrations);
    const ran = await dataSource.runMigrations({ transaction: 'each' });
    return ran.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

/** The whole of a service's migration program. */
export async function runMigrations(options: MigrateOptions): Promise<void> {
  const { schema } = options;
  try {
    const ran = await migrate(options);
    console.log(ran.length > 0 ? `${schema}: ran ${ran.join(', ')}` : `${schema}: up to date`);
  } catch (error) {
    const reason = error instanceof SchemaError ? error.message : String(error);
    console.error(`The schema of ${schema} could not be migrated: ${reason}`);
    process.exitCode = 1;
  }
}

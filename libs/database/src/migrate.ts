import { DataSource, type MigrationInterface } from 'typeorm';

export interface MigrateOptions {
  /** Of the role that owns the schema; services do not have it. */
  url: string;
  schema: string;
  migrations: (new () => MigrationInterface)[];
}

/** Brings a service's schema up to date; returns the names of the migrations that ran. */
export async function migrate({ url, schema, migrations }: MigrateOptions): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    schema,
    migrations,
    migrationsTableName: 'migrations',
    extra: { options: `-c search_path=${schema}` },
  });
  await dataSource.initialize();
  try {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    return done.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}

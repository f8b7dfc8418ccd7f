import type { DatabaseOptions } from '#database';
import { DataSource } from 'typeorm';

/** Indexes and the names of unique keys are the migrations' own; entities do not repeat them. */
const MIGRATIONS_OWN =
  /^(DROP|CREATE)( UNIQUE)? INDEX |^ALTER TABLE \S+ (ADD|DROP) CONSTRAINT "[^"]+"( UNIQUE|$)/;

/** The SQL that would make the schema what its entities say: none, when migrations and entities agree. */
export async function pendingChanges({ url, schema, entities }: DatabaseOptions): Promise<string[]> {
  const dataSource = new DataSource({ type: 'postgres', url, schema, entities });
  await dataSource.initialize();
  try {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    return upQueries.map(({ query }) => query).filter((query) => !MIGRATIONS_OWN.test(query));
  } finally {
    await dataSource.destroy();
  }
}

import { entities as desk } from '../../apps/enterprise-desk/src/database/entities';
import { entities as knowledge } from '../../apps/knowledge/src/database/entities';
import { migrations as deskMigrations } from '../../apps/enterprise-desk/src/database/migrations';
import { migrations as knowledgeMigrations } from '../../apps/knowledge/src/database/migrations';
import { DatabaseModule, migrate, type Migrations } from '#database';
import { NestFactory } from '@nestjs/core';
import { createTestDatabase } from '../support/database';
import { pendingChanges } from '../support/pending-changes';

const ENTITIES = { desk, knowledge };
const MIGRATIONS = { desk: deskMigrations, knowledge: knowledgeMigrations };

describe.each(['desk', 'knowledge'] as const)('the schema of %s', (schema) => {
  it('is what the entities say', async () => {
    const database = await createTestDatabase(schema);
    try {
      const url = database.ownerUrl;
      expect(await pendingChanges({ url, schema, entities: ENTITIES[schema] })).toEqual([]);
    } finally {
      await database.drop();
    }
  });

  it('is neither migrated nor used by an older version, nor used by a newer one', async () => {
    const database = await createTestDatabase(schema);
    const older = MIGRATIONS[schema].slice(0, 1);
    const { ownerUrl, url } = database;
    const start = async (migrations: Migrations): Promise<void> => {
      const module = DatabaseModule.forService({ url, schema, entities: [], migrations });
      const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
      await app.close();
    };
    class Next1800000000000 {}
    const next = [...MIGRATIONS[schema], Next1800000000000 as (typeof older)[number]];
    try {
      await start(MIGRATIONS[schema]);
      await expect(migrate({ url: ownerUrl, schema, migrations: older })).rejects.toThrow(/newer version/);
      await expect(start(older)).rejects.toThrow(/newer version/);
      await expect(start(next)).rejects.toThrow(/Next1800000000000 is missing/);
    } finally {
      await database.drop();
    }
  });
});

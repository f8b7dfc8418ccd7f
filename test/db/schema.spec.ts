import { entities as desk } from '../../apps/enterprise-desk/src/database/entities';
import { entities as knowledge } from '../../apps/knowledge/src/database/entities';
import { createTestDatabase } from '../support/database';
import { pendingChanges } from '../support/pending-changes';

const ENTITIES = { desk, knowledge };

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
});

import type { INestApplicationContext } from '@nestjs/common';
import { ArticleClock } from '../../apps/knowledge/src/articles/article-clock.service';
import { entities } from '../../apps/knowledge/src/database/entities';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { KnowledgeUnderTest } from '../support/knowledge';
import { openModule } from '../support/nest';
import { Newsroom, wording } from '../support/newsroom';
import { queryAs } from '../support/query';

describe('the clock of articles', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let room: Newsroom;
  let clock: ArticleClock;

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    app = await openModule(KnowledgeUnderTest, 'knowledge', entities, database);
    room = new Newsroom(app);
    clock = app.get(ArticleClock);
  });
  afterAll(async () => {
    await app?.close();
    await database?.drop();
  });

  const statusOf = async (id: string): Promise<string> =>
    (await room.articles.get({ id, version: 1 }, room.admin)).status;

  it('moves all others when one article cannot be moved', async () => {
    const due = async (zh: string): Promise<string> => {
      const { id } = await room.submitted(wording(zh));
      const effectiveFrom = new Date(Date.now() + 3_600_000).toISOString();
      await room.lifecycle.approve(await room.step(id, 1, { effectiveFrom }), room.reviewer);
      return id;
    };
    const stuck = await due('卡住。');
    const other = await due('照常。');
    await queryAs(
      database.ownerUrl,
      `CREATE FUNCTION knowledge.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
       CREATE TRIGGER refuse BEFORE INSERT ON knowledge.search_documents FOR EACH ROW
         WHEN (NEW.article_id = '${stuck}') EXECUTE FUNCTION knowledge.refuse()`,
    );
    const later = new Date(Date.now() + 7_200_000);
    await expect(clock.settleDue(later)).rejects.toThrow('refused');
    expect([...(await clock.settleEach(later)).keys()]).toEqual([stuck]);
    expect([await statusOf(stuck), await statusOf(other)]).toEqual(['scheduled', 'effective']);
    await queryAs(database.ownerUrl, 'DROP FUNCTION knowledge.refuse() CASCADE');
    expect(await clock.settleDue(later)).toBe(1);
  });
});

import { Client } from 'pg';
import { ArticleLifecycle1700000000001 } from '../../apps/knowledge/src/database/migrations/1700000000001-article-lifecycle';
import { Knowledge1700000000000 } from '../../apps/knowledge/src/database/migrations/1700000000000-knowledge';
import { createTestDatabase, type TestDatabase } from '../support/database';

/** What was there before versions had a life of their own. */
describe('articles of the first release', () => {
  let database: TestDatabase;
  let client: Client;

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    client = new Client({ connectionString: database.ownerUrl });
    await client.connect();
    await client.query('SET search_path = knowledge');
    const tables = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'knowledge' AND tablename <> 'migrations'`,
    );
    await client.query(`DROP TABLE ${tables.rows.map(({ name }) => name).join(', ')}`);
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  const migrate = async (...migrations: (new () => Knowledge1700000000000)[]): Promise<void> => {
    for (const Migration of migrations) {
      const runner = { query: (text: string) => client.query(text) };
      await new Migration().up(runner as unknown as Parameters<Knowledge1700000000000['up']>[0]);
    }
  };

  it('stay in force, with their wordings counted', async () => {
    await migrate(Knowledge1700000000000);
    const id = '0197d9a0-0000-7000-8000-000000000001';
    const author = '0197d9a0-0000-7000-8000-000000000002';
    await client.query(
      `INSERT INTO articles (id, matter_code, kind, version) VALUES ($1, 'GJJ-07', 'question', 3)`,
      [id],
    );
    for (const [version, zh, en, by] of [
      [1, '甲', 'A', null],
      [2, '乙', 'A', author],
      [3, '乙', 'B', author],
    ] as const) {
      const title = { zh: '问', en: 'Q' };
      await client.query(
        `INSERT INTO article_versions (article_id, version, title, body, saved_at, saved_by, idempotency_key)
         VALUES ($1, $2, $3, $4, now(), $5, $6)`,
        [id, version, title, { zh, en }, by, by && `key-${version}`],
      );
    }
    await migrate(ArticleLifecycle1700000000001);
    const articles = await client.query('SELECT version, latest, revision, agency_code FROM articles');
    expect(articles.rows).toEqual([{ version: 3, latest: 3, revision: 1, agency_code: 'GJJ' }]);
    const versions = await client.query<{ authors: string[] }>(
      `SELECT status, wording, cardinality(authors) AS authors, took_effect_at IS NOT NULL AS seen
         FROM article_versions ORDER BY version`,
    );
    expect(versions.rows).toEqual([
      { status: 'superseded', wording: 1, authors: 0, seen: true },
      { status: 'superseded', wording: 2, authors: 1, seen: true },
      { status: 'effective', wording: 2, authors: 1, seen: true },
    ]);
    const history = await client.query(
      'SELECT idempotency_key FROM article_history WHERE actor_id = $1 ORDER BY id',
      [author],
    );
    expect(history.rows.map((row: { idempotency_key: string }) => row.idempotency_key)).toEqual([
      'key-2',
      'key-3',
    ]);
  });
});

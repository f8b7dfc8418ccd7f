import { Pool } from 'pg';
import { PreparingClient } from '#database';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('statements that keep coming', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase('knowledge');
    pool = new Pool({ connectionString: database.url, max: 1, Client: PreparingClient });
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const prepared = async (part: string): Promise<number> => {
    const { rows } = await pool.query<{ statement: string }>('SELECT statement FROM pg_prepared_statements');
    return rows.filter(({ statement }) => statement.includes(part)).length;
  };

  it('are prepared once on their connection, those that are rare or have no values are not', async () => {
    for (let n = 0; n < 6; n += 1) {
      const { rows } = await pool.query<{ often: number }>('SELECT $1::int AS often', [n]);
      expect(rows).toEqual([{ often: n }]);
      await pool.query('SELECT 1 AS bare');
    }
    await pool.query('SELECT $1::int AS once', [1]);
    expect([await prepared('AS often'), await prepared('AS bare'), await prepared('AS once')]).toEqual([
      1, 0, 0,
    ]);
  });

  it('go on after a failure, also within a transaction', async () => {
    const divide = (by: number) => pool.query<{ half: number }>('SELECT 8 / $1::int AS half', [by]);
    for (const by of [1, 2, 4, 8]) expect((await divide(by)).rows).toEqual([{ half: 8 / by }]);
    await pool.query('BEGIN');
    await expect(divide(0)).rejects.toMatchObject({ code: '22012' });
    await pool.query('ROLLBACK');
    expect((await divide(2)).rows).toEqual([{ half: 4 }]);
    expect(await prepared('AS half')).toBe(1);
  });
});

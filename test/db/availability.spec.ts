import { checkDatabase, Pool, unavailability } from '#database';
import type { AppError } from '#contracts';
import { createTestDatabase, type TestDatabase } from '../support/database';

describe('a database that cannot serve', () => {
  let database: TestDatabase;
  let pool: Pool;

  beforeAll(async () => {
    database = await createTestDatabase('desk');
    const timeouts = { connectionTimeoutMillis: 300, statement_timeout: 300 };
    pool = new Pool({ connectionString: database.url, max: 1, ...timeouts });
    pool.on('error', () => undefined);
  });
  afterAll(async () => {
    await pool?.end();
    await database?.drop();
  });

  const failureOf = async (query: Promise<unknown>): Promise<AppError | undefined> =>
    unavailability(await query.catch((error: unknown) => error));

  it('is told from a statement that is wrong', async () => {
    const passing = { code: 'UNAVAILABLE' };
    expect(await failureOf(pool.query('SELECT pg_sleep(1)'))).toMatchObject(passing);
    expect(await failureOf(pool.query('SELECT pg_terminate_backend(pg_backend_pid())'))).toMatchObject(
      passing,
    );
    const nobody = new Pool({ connectionString: 'postgres://desk@127.0.0.1:1/qifu' });
    expect(await failureOf(nobody.query('SELECT 1'))).toMatchObject(passing);
    const client = await pool.connect();
    expect(await failureOf(pool.query('SELECT 1'))).toMatchObject(passing);
    expect(await failureOf(client.query('SELECT 1 / 0'))).toBeUndefined();
    client.release();
    expect(unavailability(new TypeError('undefined is not a function'))).toBeUndefined();
  });

  it('is named by the health also while it hangs', async () => {
    expect(await checkDatabase(pool)).toEqual({ name: 'database', status: 'up' });
    const patient = new Pool({ connectionString: database.url, max: 1 });
    const client = await patient.connect();
    expect(await checkDatabase(patient)).toMatchObject({
      status: 'down',
      problem: expect.stringMatching(/^No answer within 1500 ms/) as string,
    });
    client.release();
    await patient.end();
  });
});

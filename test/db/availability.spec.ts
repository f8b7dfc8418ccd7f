import { DatabaseHealth, Pool, unavailability } from '#database';
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
    const patient = new Pool({ connectionString: database.url, max: 1 });
    expect(await new DatabaseHealth(patient).check()).toEqual({ name: 'database', status: 'up' });
    const client = await patient.connect();
    expect(await new DatabaseHealth(patient).check()).toMatchObject({
      status: 'down',
      problem: expect.stringMatching(/^No answer within 1500 ms/) as string,
    });
    client.release();
    await patient.end();
  });

  it('is named by the health when it may not write or has no room, until that is over', async () => {
    const limited = new Pool({ connectionString: database.superuserUrl, max: 1 });
    const health = new DatabaseHealth(limited);
    await limited.query(`SET temp_file_limit = '1MB'`);
    const problem = expect.stringContaining('temporary file size exceeds') as string;
    expect(await health.check()).toEqual({ name: 'database', status: 'down', problem });
    await limited.query('RESET temp_file_limit');
    expect(await health.check()).toEqual({ name: 'database', status: 'up' });
    await limited.query('SET default_transaction_read_only = on');
    expect(await health.check()).toEqual({ name: 'database', status: 'down', problem: 'It is read-only.' });
    await limited.end();
  });
});

import 'reflect-metadata';
import { DatabaseEnv, loadEnv } from '#config';
import { Pool } from '#database';
import { afterRestore } from './database/after-restore';

/** Once, on a database that has been restored, before any desk runs on it. */
async function restored(): Promise<string> {
  const pool = new Pool({
    connectionString: loadEnv(DatabaseEnv).DATABASE_URL,
    options: '-c search_path=desk',
  });
  try {
    await afterRestore(pool, new Date());
    return 'desk: order numbers have leapt, and the outbox is carried again';
  } finally {
    await pool.end();
  }
}

restored().then(console.log, (error: unknown) => {
  console.error(`The desk could not be prepared after the restore: ${String(error)}`);
  process.exitCode = 1;
});

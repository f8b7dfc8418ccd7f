import { DatabaseEnv, loadEnv } from '#config';
import { migrate } from '#database';
import { migrations } from './migrations';

void migrate({ url: loadEnv(DatabaseEnv).DATABASE_URL, schema: 'desk', migrations }).then(
  (done) => console.log(done.length > 0 ? `desk: ran ${done.join(', ')}` : 'desk: up to date'),
  (error: unknown) => {
    console.error(`The desk's schema could not be migrated: ${String(error)}`);
    process.exitCode = 1;
  },
);

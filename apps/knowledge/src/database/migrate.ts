import { DatabaseEnv, loadEnv } from '#config';
import { migrate } from '#database';
import { migrations } from './migrations';

void migrate({ url: loadEnv(DatabaseEnv).DATABASE_URL, schema: 'knowledge', migrations }).then(
  (done) => console.log(done.length > 0 ? `knowledge: ran ${done.join(', ')}` : 'knowledge: up to date'),
  (error: unknown) => {
    console.error(`The schema of knowledge could not be migrated: ${String(error)}`);
    process.exitCode = 1;
  },
);

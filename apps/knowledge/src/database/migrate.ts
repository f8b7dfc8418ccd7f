import 'reflect-metadata';
import { DatabaseEnv, loadEnv } from '#config';
import { runMigrations } from '#database';
import { migrations } from './migrations';

void runMigrations({ url: loadEnv(DatabaseEnv).DATABASE_URL, schema: 'knowledge', migrations });

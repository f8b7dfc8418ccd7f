export { Pool } from 'pg';
export * from './batcher';
export * from './database.module';
export * from './keyset';
export * from './migrate';
export * from './rows';
export * from './unit-of-work';

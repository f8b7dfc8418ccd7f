export { Pool } from 'pg';
export * from './database.module';
export * from './keyset';
export * from './migrate';
export * from './unit-of-work';

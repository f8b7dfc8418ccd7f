export { Pool, type PoolClient } from 'pg';
export * from './database.module';
export * from './availability';
export * from './batcher';
export * from './keyset';
export * from './migrate';
export * from './preparing-client';
export * from './rows';
export * from './unit-of-work';

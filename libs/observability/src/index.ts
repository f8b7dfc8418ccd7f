export { Registry } from 'prom-client';
export * from './logger';
export * from './observability.module';
export * from './request-context';
